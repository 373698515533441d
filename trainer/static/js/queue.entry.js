import { startQueue } from "./queue.js";

startQueue();
