"use strict";
// The demo product: who is signed in is a cookie that the product's own server reads when it signs a token.
const names = new Map([
  ["1042", ["Pasticceria Aurora", "I panettoni sono in forno"]],
  ["2077", ["Libreria Minerva", "Le novità di novembre in libreria"]],
  ["3150", ["Officina Verdi", "Gomme invernali: si prenota da oggi"]],
  ["4001", ["Cantina Sole", "Il novello è arrivato"]],
]);
const chosen = /(?:^|; )demo_user=([0-9]+)(?:\/|%2F)(titolare|newsletter)/.exec(document.cookie);
const code = chosen && names.has(chosen[1]) ? chosen[1] : "1042";
const [platform, subject] = names.get(code);
document.getElementById("platform").textContent = platform;
document.getElementById("code").textContent = code;
document.getElementById("subject").textContent = subject;

const user = document.getElementById("user");
user.value = code + "/" + (chosen ? chosen[2] : "titolare");
user.addEventListener("change", () => {
  document.cookie = "demo_user=" + user.value + "; path=/; SameSite=Strict; max-age=31536000";
  location.reload();
});

const opens = [312, 268, 201, 164, 121, 98, 82, 71, 66, 79, 94, 88, 61, 38, 17, 8, 4, 3, 2, 5, 19, 37, 54, 63];
const chart = document.getElementById("chart");
const draw = (tag, attributes) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  chart.append(node);
};
for (const y of [30, 80, 130, 179]) draw("line", { x1: 0, x2: 480, y1: y, y2: y });
opens.forEach((count, hour) => {
  const height = (count / 312) * 165;
  draw("rect", { x: hour * 20 + 3, y: 179 - height, width: 14, height, rx: 2 });
});
