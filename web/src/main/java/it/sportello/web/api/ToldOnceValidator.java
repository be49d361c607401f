package it.sportello.web.api;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Points at each part that is missing, or at the text where there is nothing at all. */
public class ToldOnceValidator implements ConstraintValidator<ToldOnce, TicketRequest> {
  @Override
  public boolean isValid(TicketRequest asked, ConstraintValidatorContext context) {
    context.disableDefaultConstraintViolation();
    boolean parts =
        !asked.did().isBlank() || !asked.expected().isBlank() || !asked.happened().isBlank();
    if (!parts) {
      return !asked.text().isBlank() || wrong(context, "text", "{text.missing}");
    }
    if (!asked.text().isBlank()) {
      return wrong(context, "text", "{text.twice}");
    }
    return (!asked.did().isBlank() || wrong(context, "did", "{NotBlank}"))
        & (!asked.expected().isBlank() || wrong(context, "expected", "{NotBlank}"))
        & (!asked.happened().isBlank() || wrong(context, "happened", "{NotBlank}"));
  }

  private static boolean wrong(ConstraintValidatorContext context, String part, String message) {
    context
        .buildConstraintViolationWithTemplate(message)
        .addPropertyNode(part)
        .addConstraintViolation();
    return false;
  }
}
