// Asks the server about the text a moment after each key: one request at a time, the newest text next, never the same twice.
import { setDiagnostics } from "@codemirror/lint";
import { send, SignedOut } from "./net.js";
import { textOf, track } from "./text.js";
import { say } from "./words.js";

const DELAY = 40;
const RETRY = 4000;

export function startChecking(view, base, show, trouble) {
  let timer;
  let last = null;
  let running = false;

  async function run() {
    if (running) return;
    const text = textOf(view);
    if (text === last) return;
    running = true;
    const since = track(view);
    try {
      const answer = await send(base, "/check", { text });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      last = text;
      mark(view, found.problems, text, since.changes);
      show(found);
    } catch (error) {
      trouble(error instanceof SignedOut ? say("signed-out") : say("no-answer"));
      timer = setTimeout(run, RETRY);
    } finally {
      since.stop();
      running = false;
    }
    if (last !== null && textOf(view) !== last) soon();
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(run, DELAY);
  }
  run();
  return soon;
}

// Marks at the places that the problems have by now. Lines that begin where the text was are counted in that text.
function mark(view, problems, text, since) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const length = view.state.doc.length;
  const marks = problems.map((problem) => {
    const line = starts[Math.min(problem.line, starts.length) - 1];
    const from = Math.min(since.mapPos(Math.min(line + problem.column, text.length), 1), length);
    const to = Math.min(Math.max(since.mapPos(Math.min(line + problem.end, text.length), -1), from), length);
    problem.place = from;
    return { from, to, severity: problem.level, message: [problem.message, problem.suggestion].filter(Boolean).join(" ") };
  });
  view.dispatch(setDiagnostics(view.state, marks));
}
