package it.sportello.web.pages;

import it.sportello.contacts.PasskeyOffer;
import it.sportello.contacts.PasskeyProof;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** What the script of the passkeys has filled into a form's hidden fields. */
@RequestScoped
public class PasskeyForm {
  @Inject Params params;

  PasskeyProof proof() {
    return new PasskeyProof(
        params.text("credential"),
        params.text("clientData"),
        params.text("authenticatorData"),
        params.text("signature"),
        params.text("handle"));
  }

  PasskeyOffer offer(String name) {
    return new PasskeyOffer(name, params.text("clientData"), params.text("attestation"));
  }
}
