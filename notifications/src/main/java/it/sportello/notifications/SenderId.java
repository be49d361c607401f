package it.sportello.notifications;

/** A sender of a product's mails. */
public record SenderId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
