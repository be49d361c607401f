package it.sportello.web.checks;

import java.util.Map;
import java.util.Set;

/** Every event of every module, and who must hear it. */
final class Wiring {
  static final Map<String, Set<String>> LISTENERS =
      Map.ofEntries(
          heard("contacts.ContactEvent.PlatformRegistered"),
          heard("contacts.ContactEvent.PlatformAssigned", "notifications.PlatformProducts"),
          heard("contacts.ContactEvent.OwnerAsked", "notifications.RegistryMails"),
          heard("contacts.ContactEvent.ListChanged", "notifications.RegistryMails"),
          heard("contacts.ContactEvent.OwnerToBeTold", "notifications.RegistryMails"),
          heard("contacts.ContactEvent.MemberAsked", "notifications.MemberMails"),
          heard("contacts.ContactEvent.MemberMoved", "notifications.MemberMails"),
          heard("contacts.ContactEvent.ContactMerged", "ticketing.PeopleListener"),
          heard(
              "contacts.ContactEvent.ContactErased",
              "ticketing.PeopleListener",
              "notifications.ForgottenMails"),
          heard("ticketing.TicketEvent.Opened"),
          heard("ticketing.TicketEvent.Screened", "entitlements.TermsDesk"),
          heard(
              "ticketing.TicketEvent.TakenInCharge",
              "entitlements.TermsDesk",
              "notifications.MailOutbox"),
          heard(
              "ticketing.TicketEvent.Replied",
              "entitlements.TermsDesk",
              "notifications.MailOutbox"),
          heard(
              "ticketing.TicketEvent.Asked", "entitlements.TermsDesk", "notifications.MailOutbox"),
          heard("ticketing.TicketEvent.Resumed", "entitlements.TermsDesk"),
          heard("ticketing.TicketEvent.CustomerWrote", "entitlements.TermsDesk"),
          heard(
              "ticketing.TicketEvent.Resolved",
              "entitlements.TermsDesk",
              "notifications.MailOutbox"),
          heard(
              "ticketing.TicketEvent.Reopened",
              "entitlements.TermsDesk",
              "notifications.MailOutbox"),
          heard("ticketing.TicketEvent.Merged", "entitlements.TermsDesk"),
          heard("ticketing.TermsGranted", "ticketing.TermsListener"),
          heard("entitlements.EntitlementEvent.PromiseMade", "notifications.MailOutbox"),
          heard("entitlements.EntitlementEvent.PromiseNear", "notifications.DutyNotes"),
          heard("entitlements.EntitlementEvent.PromiseMissed", "notifications.DutyNotes"),
          heard("notifications.MailEvent.Quarantined"));

  private Wiring() {}

  private static Map.Entry<String, Set<String>> heard(String event, String... by) {
    return Map.entry(event, Set.of(by));
  }
}
