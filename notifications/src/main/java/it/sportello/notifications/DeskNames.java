package it.sportello.notifications;

import it.sportello.notifications.proof.DnsNames;
import it.sportello.notifications.proof.NameServer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The name servers that the desk is set to ask. */
@ApplicationScoped
class DeskNames implements NameServer {
  @Inject MailSettings settings;

  private NameServer names;

  @PostConstruct
  void prepare() {
    names = new DnsNames(settings.nameServer());
  }

  @Override
  public List<String> texts(String name) throws Away {
    return names.texts(name);
  }
}
