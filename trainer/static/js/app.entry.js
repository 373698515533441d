// Everything every page needs. Pages work without it; with it they are quicker and kinder.
import htmx from "htmx.org";
import { startTalks } from "./talk.js";
import { startCharts } from "./charts.js";
import { startDrafts } from "./drafts.js";
import { startEvidence } from "./evidence.js";
import { startFilters } from "./filters.js";
import { startMaps } from "./map.js";
import { startOutbox } from "./outbox.js";
import { startReveal } from "./reveal.js";
import { startRoom } from "./room.js";

window.htmx = htmx;
document.documentElement.classList.add("js");
startTalks();
startCharts();
startDrafts();
startEvidence();
startFilters();
startMaps();
startOutbox();
startReveal();
startRoom();
