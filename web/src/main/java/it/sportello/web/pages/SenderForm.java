package it.sportello.web.pages;

import it.sportello.notifications.MailSender;
import it.sportello.notifications.Mailbox.Encryption;
import it.sportello.notifications.Mailbox.SignIn;
import it.sportello.notifications.SenderDraft;
import it.sportello.notifications.SenderId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form of a sender, as it was typed; secrets never come back into it.
 *
 * @param id 0 for a new one
 * @param version that was seen
 */
public record SenderForm(
    long id,
    long version,
    String product,
    String name,
    String address,
    String bounces,
    String host,
    String port,
    Encryption encryption,
    String login,
    SignIn signIn,
    String tokenUrl,
    String client,
    String scope,
    String perMinute)
    implements ServerForm {
  static SenderForm posted(Params params) {
    return new SenderForm(
        params.number("id").orElse(0L),
        params.number("version").orElse(0L),
        params.text("product"),
        params.text("name"),
        params.text("address"),
        params.text("bounces"),
        params.text("host"),
        params.text("port"),
        params.choice(Encryption.class, "encryption").orElse(Encryption.STARTTLS),
        params.text("login"),
        params.choice(SignIn.class, "signIn").orElse(SignIn.PASSWORD),
        params.text("tokenUrl"),
        params.text("client"),
        params.text("scope"),
        params.text("perMinute"));
  }

  static SenderForm blank() {
    return new SenderForm(
        0, 0, "", "", "", "", "", "587", Encryption.STARTTLS, "", SignIn.PASSWORD, "", "", "", "0");
  }

  static SenderForm of(MailSender sender) {
    return new SenderForm(
        sender.id().value(),
        sender.version(),
        sender.product(),
        sender.name(),
        sender.address(),
        sender.bounces(),
        sender.host(),
        Integer.toString(sender.port()),
        sender.encryption(),
        sender.login(),
        sender.signIn(),
        sender.tokenUrl(),
        sender.client(),
        sender.scope(),
        Integer.toString(sender.perMinute()));
  }

  Optional<SenderId> sender() {
    return id == 0 ? Optional.empty() : Optional.of(new SenderId(id));
  }

  /** A port that is no number is 0, which is none; a pace that is none is less than nothing. */
  SenderDraft draft(String secret, String refreshToken) {
    return new SenderDraft(
        product,
        name,
        address,
        bounces,
        host,
        ServerForm.number(port, 0),
        encryption,
        login,
        signIn,
        tokenUrl,
        client,
        scope,
        perMinute.isEmpty() ? 0 : ServerForm.number(perMinute, -1),
        secret,
        refreshToken);
  }

  List<Choice> products(Map<String, String> names) {
    return names.entrySet().stream()
        .map(each -> new Choice(each.getKey(), each.getValue(), each.getKey().equals(product)))
        .toList();
  }
}
