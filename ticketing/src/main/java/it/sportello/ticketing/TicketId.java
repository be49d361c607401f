package it.sportello.ticketing;

/** The number that people quote: rising, unique, with gaps; the key of the ticket everywhere. */
public record TicketId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
