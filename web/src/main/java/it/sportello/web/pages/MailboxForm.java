package it.sportello.web.pages;

import it.sportello.notifications.Mailbox;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import it.sportello.notifications.MailboxDraft;
import it.sportello.notifications.MailboxId;
import java.util.Optional;

/**
 * The form of a mailbox, as it was typed; secrets never come back into it.
 *
 * @param id 0 for a new one
 * @param version that was seen
 */
public record MailboxForm(
    long id,
    long version,
    String name,
    String host,
    String port,
    Encryption encryption,
    String login,
    String folder,
    boolean marksSeen,
    SignIn signIn,
    String tokenUrl,
    String client,
    String scope)
    implements ServerForm {
  static MailboxForm posted(Params params) {
    return new MailboxForm(
        params.number("id").orElse(0L),
        params.number("version").orElse(0L),
        params.text("name"),
        params.text("host"),
        params.text("port"),
        params.choice(Encryption.class, "encryption").orElse(Encryption.TLS),
        params.text("login"),
        params.text("folder"),
        !params.text("marksSeen").isEmpty(),
        params.choice(SignIn.class, "signIn").orElse(SignIn.PASSWORD),
        params.text("tokenUrl"),
        params.text("client"),
        params.text("scope"));
  }

  static MailboxForm blank() {
    return new MailboxForm(
        0, 0, "", "", "993", Encryption.TLS, "", "INBOX", true, SignIn.PASSWORD, "", "", "");
  }

  static MailboxForm of(Mailbox box) {
    return new MailboxForm(
        box.id().value(),
        box.version(),
        box.name(),
        box.host(),
        Integer.toString(box.port()),
        box.encryption(),
        box.login(),
        box.folder(),
        box.marksSeen(),
        box.signIn(),
        box.tokenUrl(),
        box.client(),
        box.scope());
  }

  Optional<MailboxId> box() {
    return id == 0 ? Optional.empty() : Optional.of(new MailboxId(id));
  }

  /** A port that is no number is 0, which is none. */
  MailboxDraft draft(String secret, String refreshToken) {
    return new MailboxDraft(
        name,
        host,
        ServerForm.number(port, 0),
        encryption,
        login,
        folder,
        marksSeen,
        signIn,
        tokenUrl,
        client,
        scope,
        secret,
        refreshToken);
  }
}
