// The problems as a list beside the text: each is a button that goes to its place.
import { say } from "./words.js";

const MOST = 100;

export function showProblems(place, count, problems, go) {
  const list = document.createElement("ol");
  list.className = "problem-list";
  for (const problem of problems.slice(0, MOST)) list.append(row(problem, go));
  if (!problems.length) list.append(element("li", "soft", say("no-problems")));
  place.replaceChildren(list);
  showCount(count, problems);
}

function showCount(button, problems) {
  const errors = problems.filter((problem) => problem.level === "error").length;
  const warnings = problems.length - errors;
  const words = [errors && say("errors", { count: errors }), warnings && say("warnings", { count: warnings })].filter(Boolean);
  button.textContent = words.join(" · ") || say("no-problems");
  button.dataset.level = errors ? "error" : warnings ? "warning" : "none";
}

function row(problem, go) {
  const item = element("li", `problem ${problem.level}`);
  const button = element("button", "quiet");
  button.type = "button";
  button.append(element("span", `tag ${problem.level === "error" ? "bad" : "warm"}`, say(problem.level)), ` ${say("line", { line: problem.line })}`);
  button.addEventListener("click", () => go(problem));
  const words = element("span", "");
  if (problem.field) words.append(element("b", "", `${problem.field}: `));
  words.append([problem.message, problem.suggestion].filter(Boolean).join(" "));
  item.append(button, words);
  return item;
}

export function element(name, kind, words = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.textContent = words;
  return made;
}
