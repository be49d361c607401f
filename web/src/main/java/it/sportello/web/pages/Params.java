package it.sportello.web.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the address or the form of this request says; what is missing or odd is nothing. */
@RequestScoped
public class Params {
  @Inject HttpServletRequest request;

  public boolean posted() {
    return "POST".equals(request.getMethod());
  }

  /** Without blanks around it; empty where there is none. */
  public String text(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  /** As it was typed. */
  public String raw(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  public Optional<Long> number(String name) {
    String value = text(name);
    return value.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
  }

  /** Every one of this name; what is no number is passed over. */
  public List<Long> numbers(String name) {
    String[] values = request.getParameterValues(name);
    return values == null
        ? List.of()
        : Stream.of(values)
            .limit(200)
            .filter(value -> value.matches("[0-9]{1,18}"))
            .map(Long::valueOf)
            .toList();
  }

  /** Every one of this name. */
  public List<String> all(String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? List.of() : Stream.of(values).limit(200).toList();
  }

  public <E extends Enum<E>> Optional<E> choice(Class<E> kind, String name) {
    String value = text(name);
    for (E constant : kind.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  /** A path of this desk to go to; {@code otherwise} for anything that could lead elsewhere. */
  public String path(String name, String otherwise) {
    return path(text(name)).orElse(otherwise);
  }

  static Optional<String> path(String value) {
    return value.matches("/(?![/\\\\])[^\\\\\\p{Cntrl}]*") ? Optional.of(value) : Optional.empty();
  }
}
