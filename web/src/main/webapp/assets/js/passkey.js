// Passkeys. What a page asks for stands in data-… of its form; what the device answers goes into the form's hidden
// fields and is posted like anything else. A browser that knows none, or runs no script, is shown the other ways.

const known = Boolean(window.PublicKeyCredential && navigator.credentials);
for (const place of document.querySelectorAll("[data-with-passkeys], form[data-passkey]")) {
  place.hidden = !known;
}
for (const place of document.querySelectorAll("[data-without-passkeys]")) {
  place.hidden = known;
}
for (const place of document.querySelectorAll("details[data-open=true]")) {
  place.open = true;
}

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const LIFE = 300_000;
const ES256 = -7;
const RS256 = -257;

// Where there are none the page leaves the attribute out.
function credentials(form) {
  return (form.dataset.credentials ?? "")
    .split(" ")
    .filter(Boolean)
    .map((id) => ({ type: "public-key", id: bytes(id) }));
}

async function make(form) {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      rp: { id: form.dataset.host, name: "Sportello" },
      user: { id: bytes(form.dataset.handle), name: form.dataset.login, displayName: form.dataset.login },
      pubKeyCredParams: [ES256, RS256].map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: credentials(form),
      authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
      attestation: "none",
      timeout: LIFE,
    },
  });
  form.elements.clientData.value = text(made.response.clientDataJSON);
  form.elements.attestation.value = text(made.response.attestationObject);
}

async function show(form) {
  const shown = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      rpId: form.dataset.host,
      allowCredentials: credentials(form),
      userVerification: form.dataset.verified === "true" ? "required" : "preferred",
      timeout: LIFE,
    },
  });
  form.elements.credential.value = text(shown.rawId);
  form.elements.clientData.value = text(shown.response.clientDataJSON);
  form.elements.authenticatorData.value = text(shown.response.authenticatorData);
  form.elements.signature.value = text(shown.response.signature);
  form.elements.handle.value = shown.response.userHandle ? text(shown.response.userHandle) : "";
}

async function ask(form) {
  const button = form.querySelector("button");
  const failed = form.querySelector("[data-failed]");
  if (button.getAttribute("aria-disabled") === "true") {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  failed.textContent = "";
  try {
    await (form.dataset.passkey === "make" ? make(form) : show(form));
  } catch (failure) {
    failed.textContent = failed.dataset.failed;
    button.removeAttribute("aria-disabled");
    // Refused, too late, none there: it can be tried again, or done in another way. Anything else is a fault of ours.
    if (!(failure instanceof DOMException)) {
      throw failure;
    }
    return;
  }
  form.submit();
}

for (const form of known ? document.querySelectorAll("form[data-passkey]") : []) {
  form.querySelector("button").addEventListener("click", () => ask(form));
  if (form.dataset.atOnce === "true") {
    ask(form);
  }
}
