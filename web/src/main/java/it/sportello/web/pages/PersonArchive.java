package it.sportello.web.pages;

import it.sportello.contacts.Caller;
import it.sportello.contacts.Contact;
import it.sportello.contacts.ContactId;
import it.sportello.contacts.Contacts;
import it.sportello.contacts.EmailAddress;
import it.sportello.contacts.PersonBook;
import it.sportello.contacts.Sessions;
import it.sportello.contacts.UnknownContact;
import it.sportello.notifications.PersonalMails;
import it.sportello.ticketing.Blobs;
import it.sportello.ticketing.PersonalData;
import it.sportello.web.security.CurrentCaller;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All that the desk holds of one person, as one archive (Regulation (EU) 2016/679, articles 15 and
 * 20): their registration, the words and files they sent, their mails and those sent to them. What
 * others wrote is not theirs, save what was sent to them. Names in the archive are ours.
 */
@WebServlet(name = "person-archive", urlPatterns = "/person.zip")
public class PersonArchive extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final JsonBuilderFactory JSON =
      JsonProvider.provider().createBuilderFactory(Map.of());

  @Inject transient CurrentCaller who;
  @Inject transient Params params;
  @Inject transient Contacts contacts;
  @Inject transient Sessions sessions;
  @Inject transient PersonBook book;
  @Inject transient PersonalData data;
  @Inject transient PersonalMails mails;
  @Inject transient Blobs blobs;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Contact person = book.handOver(who.scope(), new ContactId(params.number("c").orElse(0L)));
      response.setContentType("application/zip");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader(
          "Content-Disposition",
          "attachment; filename=\"person-%d.zip\"".formatted(person.id().value()));
      try (ZipOutputStream zip = new ZipOutputStream(response.getOutputStream())) {
        write(zip, person);
      }
    } catch (UnknownContact e) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void write(ZipOutputStream zip, Contact person) throws IOException {
    List<PersonalData.Message> messages = data.messagesOf(who.scope(), person);
    JsonObject registration =
        registration(person)
            .add("platforms", platforms(person))
            .add("sessions", sessions(person))
            .add("providers", providers(person))
            .add("messages", words(messages))
            .build();
    entry(zip, "person.json", registration.toString());
    for (PersonalData.File file : data.filesOf(who.scope(), person)) {
      blob(zip, "files/" + file.id() + "-" + plain(file.name()), file.sha256());
    }
    for (PersonalMails.Mail mail : mails.of(who.scope(), person)) {
      if (mail.sha256().isEmpty()) {
        zip.putNextEntry(new ZipEntry("mails/sent-" + mail.id() + ".eml"));
        zip.write(mail.bytes());
        zip.closeEntry();
      } else {
        blob(zip, "mails/received-" + mail.id() + ".eml", mail.sha256());
      }
    }
  }

  private JsonArrayBuilder platforms(Contact person) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    contacts.platformsByIds(person.platforms().keySet()).values().stream()
        .sorted(Comparator.comparing(platform -> platform.code().value()))
        .forEach(
            platform -> {
              JsonArrayBuilder kinds = JSON.createArrayBuilder();
              person.platforms().get(platform.id()).stream()
                  .sorted()
                  .forEach(kind -> kinds.add(kind.name()));
              list.add(
                  JSON.createObjectBuilder()
                      .add("code", platform.code().value())
                      .add("name", platform.name())
                      .add("kinds", kinds));
            });
    return list;
  }

  /** From where and in what they are signed in. */
  private JsonArrayBuilder sessions(Contact person) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    Caller.Customer self = new Caller.Customer(person.id(), person.name(), person.language());
    for (Sessions.Open session : sessions.of(self, "")) {
      list.add(
          JSON.createObjectBuilder()
              .add("since", session.created().toString())
              .add("seen", session.seen().toString())
              .add("address", session.address())
              .add("browser", session.browser()));
    }
    return list;
  }

  /** Who identity providers say that they are. */
  private JsonArrayBuilder providers(Contact person) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (PersonBook.Account account : book.accounts(who.scope(), person.id())) {
      list.add(
          JSON.createObjectBuilder()
              .add("issuer", account.issuer())
              .add("subject", account.subject())
              .add("bound", account.bound().toString()));
    }
    return list;
  }

  private static JsonArrayBuilder words(List<PersonalData.Message> messages) {
    JsonArrayBuilder words = JSON.createArrayBuilder();
    messages.forEach(
        m ->
            words.add(
                JSON.createObjectBuilder()
                    .add("ticket", m.ticket().value())
                    .add("subject", m.subject())
                    .add("received", m.received().toString())
                    .add("text", m.text())
                    .add("html", m.html())));
    return words;
  }

  private static JsonObjectBuilder registration(Contact person) {
    JsonArrayBuilder addresses = JSON.createArrayBuilder();
    person.addresses().stream().map(EmailAddress::value).forEach(addresses::add);
    JsonArrayBuilder phones = JSON.createArrayBuilder();
    person.phones().forEach(phones::add);
    return JSON.createObjectBuilder()
        .add("name", person.name())
        .add("language", person.language().name())
        .add("addresses", addresses)
        .add("phones", phones);
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private void blob(ZipOutputStream zip, String name, String sha256) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    try (InputStream bytes = blobs.open(sha256, 0)) {
      bytes.transferTo(zip);
    }
    zip.closeEntry();
  }

  /** No folder, and nothing that a shell or an old program would stumble over. */
  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
  }
}
