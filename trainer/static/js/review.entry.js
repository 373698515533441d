import { startReview } from "./review.js";

startReview();
