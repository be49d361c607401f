package it.sportello.launcher;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a person needs to try the desk: {@code sign-in.txt}, readable by its owner alone, and the
 * last words of the start.
 */
final class SignIn {

  /** The line by which a program knows that the desk answers. */
  static final String READY = "Sportello is ready.";

  private SignIn() {}

  static void write(Path file, Settings settings, Keys keys, TryOutPostgres database)
      throws IOException {
    PrivateFiles.write(
        file,
        """
        Sportello, the try-out on this machine

        Staff sign in at %s/sign-in
          agent          anna.conti     %s
          agent          marco.riva     %s
          supervisor     giulia.serra   %s
          administrator  admin          %s
        The second step asks for a code: %s/codes shows what their apps would show now.
        An authenticator app of your own takes these keys instead:
          anna.conti %s   marco.riva %s
          giulia.serra %s   admin %s

        Customers enter their address there and get a link by mail: %s
          titolare@pasticceria-aurora.example   newsletter@pasticceria-aurora.example
          titolare@libreria-minerva.example     newsletter@libreria-minerva.example
          titolare@officina-verdi.example       newsletter@officina-verdi.example
          titolare@cantina-sole.example         newsletter@cantina-sole.example

        The demo product with the form: %s

        Programs call %s/api/v1 with
          Authorization: Bearer %s

        Mail: SMTP 127.0.0.1:%d, IMAP 127.0.0.1:%d, any password; the desk reads support@desk.example
        Phone: calls are signed with the auth token %s
        Database: %s
          user %s, password %s
        """
            .formatted(
                settings.url(),
                keys.password("anna.conti"),
                keys.password("marco.riva"),
                keys.password("giulia.serra"),
                keys.password("admin"),
                settings.mailsUrl(),
                keys.authenticator("anna.conti"),
                keys.authenticator("marco.riva"),
                keys.authenticator("giulia.serra"),
                keys.authenticator("admin"),
                settings.mailsUrl(),
                settings.demoUrl(),
                settings.url(),
                keys.get("token"),
                settings.smtpPort(),
                settings.imapPort(),
                keys.get("twilio"),
                database.url(),
                database.applicationUser(),
                database.applicationPassword()));
  }

  static String lastWords(Settings settings, Keys keys, Path file) {
    return """

        %s

          The desk           %s
          The demo product   %s   its icon at the top right opens the form
          The mails caught   %s   and a form to write to the desk

          Sign in as anna.conti with %s
          and the code from  %s/codes
          All logins, customers' addresses and the API token: %s

        Ctrl-C stops it.
        """
        .formatted(
            READY,
            settings.url(),
            settings.demoUrl(),
            settings.mailsUrl(),
            keys.password("anna.conti"),
            settings.mailsUrl(),
            shortest(file));
  }

  private static Path shortest(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }
}
