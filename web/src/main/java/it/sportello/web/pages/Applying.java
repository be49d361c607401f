package it.sportello.web.pages;

import it.sportello.contacts.Contacts;
import it.sportello.contacts.InvalidValue;
import it.sportello.contacts.Platform;
import it.sportello.contacts.PlatformCode;
import it.sportello.entitlements.Applications;
import it.sportello.entitlements.UnknownLevel;
import it.sportello.web.problem.Problems;
import it.sportello.web.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A version applied to open tickets: what it would do, the button, and how far it is. */
@Named
@RequestScoped
public class Applying {
  private static final int NOT_FOUND = 404;

  @Inject Page page;
  @Inject Params params;
  @Inject CurrentCaller who;
  @Inject Applications applications;
  @Inject Contacts contacts;

  private final List<String> trouble = new ArrayList<>();
  private Optional<Applications.Preview> preview = Optional.empty();
  private Optional<Applications.Progress> last = Optional.empty();
  private Optional<Platform> platform = Optional.empty();

  public void apply() {
    String customer = params.text("p");
    long version = params.number("v").orElse(0L);
    platform = platform(customer);
    if (platform.isEmpty() && !customer.isEmpty()) {
      Turn.refuse(NOT_FOUND);
      return;
    }
    try {
      long made =
          applications.apply(
              who.scope(),
              version,
              platform.map(Platform::id),
              OriginKey.of("apply", who.scope(), params.text("key"), version + " " + customer));
      Turn.done("/apply?v=" + version + "&p=" + Turn.encode(customer), "applied", made);
    } catch (RuntimeException e) {
      trouble.add(Problems.of(e).detail(who.language()));
    }
  }

  public void load() {
    String customer = params.text("p");
    platform = platform(customer);
    if (platform.isEmpty() && !customer.isEmpty()) {
      Turn.refuse(NOT_FOUND);
      return;
    }
    try {
      long version = params.number("v").orElse(0L);
      preview = Optional.of(applications.preview(who.scope(), version, platform.map(Platform::id)));
      last = applications.last(who.scope(), version);
    } catch (UnknownLevel e) {
      Turn.refuse(NOT_FOUND);
    }
  }

  private Optional<Platform> platform(String code) {
    try {
      return code.isEmpty() ? Optional.empty() : contacts.platformByCode(new PlatformCode(code));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  public boolean isKnown() {
    return preview.isPresent();
  }

  public long getVersion() {
    return preview.orElseThrow().level().version();
  }

  public String getCustomer() {
    return platform.map(p -> p.code().value()).orElse("");
  }

  public String getLevel() {
    var level = preview.orElseThrow().level();
    String name = page.getLang().equals("it") ? level.nameIt() : level.nameEn();
    return page.words().say("apply.level", name, level.version());
  }

  public String getMeant() {
    return platform
        .map(p -> page.words().say("apply.of_customer", p.name()))
        .orElseGet(() -> page.words().say("apply.of_level"));
  }

  public int getTickets() {
    return preview.orElseThrow().tickets();
  }

  public int getChanged() {
    return preview.orElseThrow().changed();
  }

  public int getLate() {
    return preview.orElseThrow().late();
  }

  public String getLastAsked() {
    return last.map(l -> page.words().say("apply.last", page.when().brief(l.asked()))).orElse("");
  }

  public List<String> getLast() {
    Words words = page.words();
    List<String> lines = new ArrayList<>();
    last.ifPresent(
        l -> {
          lines.add(
              words.say("apply.progress", l.tickets() - l.waiting(), l.tickets(), l.changed()));
          if (l.failed() > 0) {
            lines.add(words.say("apply.failed", l.failed()));
          }
          if (!l.finished()) {
            lines.add(words.say("apply.running"));
          }
        });
    return lines;
  }

  public List<String> getTrouble() {
    return trouble;
  }

  public String getKey() {
    return OriginKey.kept(params);
  }
}
