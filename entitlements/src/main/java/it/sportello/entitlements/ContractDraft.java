package it.sportello.entitlements;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a contract says. Days are of Europe/Rome, both included.
 *
 * @param level the short name of the level
 * @param baseLevel the level that remains afterwards
 * @param to empty: without an end
 * @param graceDays after {@code to}, in which the level still holds unless another contract begins
 */
public record ContractDraft(
    String level, String baseLevel, LocalDate from, Optional<LocalDate> to, int graceDays) {}
