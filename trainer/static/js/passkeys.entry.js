import { startPasskeys } from "./passkeys.js";

startPasskeys();
