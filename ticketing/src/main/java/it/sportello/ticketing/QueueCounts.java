package it.sportello.ticketing;

/** How many tickets each view holds; {@value #CAP} stands for "1000 and more". */
public record QueueCounts(int open, int mine, int untaken, int resolved) {
  public static final int CAP = 1001;
}
