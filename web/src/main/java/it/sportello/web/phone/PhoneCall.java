package it.sportello.web.phone;

/**
 * One step of a call: a code was keyed in, or nothing.
 *
 * @param id of the call, the same for all its steps: one call is one ticket
 * @param from E.164, or whatever a caller without a number shows
 * @param digits without the closing {@code #}; empty when nothing came
 * @param attempt 1 for the first code
 */
public record PhoneCall(String id, String from, String digits, int attempt) {}
