// The phrases of the page, in its language: say("saved", { time }) fills in {time}.
let phrases = {};

export const useWords = (given) => { phrases = given; };
export const allWords = () => phrases;
export const say = (key, values = {}) =>
  (phrases[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
export const announce = (words) => { document.getElementById("announcer").textContent = words; };
