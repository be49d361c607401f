package it.sportello.contacts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The moment in which somebody is in: a session, a browser that is known, a line in the trail. */
@ApplicationScoped
@Transactional
class Entries {
  @Inject Sessions sessions;
  @Inject Devices devices;
  @Inject Audit audit;

  SignIns.Outcome.Signed staff(Caller.Staff member, How how, Visit visit, List<String> recovery) {
    audit.record(member, how.action(), "staff:" + member.id().value());
    return new SignIns.Outcome.Signed(
        sessions.open(member, visit), devices.remember(visit.device(), member.id()), recovery);
  }

  SignInLinks.Redeemed customer(Caller.Customer customer, How how, Visit visit) {
    audit.record(customer, how.action(), "contact:" + customer.id().value());
    return new SignInLinks.Redeemed(
        Optional.of(customer.id()),
        sessions.open(customer, visit),
        devices.remember(visit.device(), customer.id()));
  }
}
