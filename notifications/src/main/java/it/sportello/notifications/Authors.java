package it.sportello.notifications;

import it.sportello.notifications.proof.NameServer;
import it.sportello.notifications.proof.Proof;
import it.sportello.notifications.proof.Prover;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;

/** Says of a stored mail how sure its author is. */
@ApplicationScoped
class Authors {
  @Inject MailSettings settings;
  @Inject NameServer names;

  private Prover prover;

  @PostConstruct
  void prepare() {
    prover = new Prover(settings.trustedServers(), settings.sealers(), names);
  }

  Proof prove(InputStream mail, String domain) throws IOException {
    return prover.prove(mail, domain);
  }
}
