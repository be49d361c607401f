package it.sportello.contacts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A domain whose every mailbox may write for a platform: it has to be one organisation's own. Where
 * anybody can have a mailbox (free mail, certified mail of a provider) or a domain (a suffix such
 * as {@code co.uk}) it is refused, as the shipped list {@code shared-domains.txt} has it.
 *
 * @throws InvalidValue {@code domain.shape}, {@code domain.shared} or {@code domain.suffix}
 */
public record RegisteredDomain(String value) {
  private static final Set<String> SHARED = list("shared-domains.txt");

  public RegisteredDomain {
    String typed = value == null ? "" : value.strip();
    value = new DomainName(typed.startsWith("@") ? typed.substring(1) : typed).ascii();
    if (!value.contains(".")) {
      throw new InvalidValue("domain.suffix");
    }
    if (SHARED.contains(value)) {
      throw new InvalidValue("domain.shared");
    }
  }

  /** As people read it. */
  public String shown() {
    return IDN.toUnicode(value);
  }

  private static Set<String> list(String name) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                RegisteredDomain.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
