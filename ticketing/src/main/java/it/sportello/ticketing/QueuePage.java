package it.sportello.ticketing;

import java.util.List;

/**
 * @param next what to ask the next page with, opaque; empty when this is the last
 */
public record QueuePage(List<QueueRow> rows, String next) {
  public QueuePage {
    rows = List.copyOf(rows);
  }
}
