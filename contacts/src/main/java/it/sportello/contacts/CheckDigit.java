package it.sportello.contacts;

/**
 * The check digit of H. Michael Damm (Total anti-symmetrische Quasigruppen, Marburg 2004, p. 111):
 * it finds every single wrong digit and every swap of two neighbours.
 */
final class CheckDigit {
  private static final String[] QUASIGROUP = {
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790"
  };

  private CheckDigit() {}

  /** The digits with their check digit behind them. */
  static String append(String digits) {
    return digits + (char) ('0' + interim(digits));
  }

  /** Whether the last digit is the check digit of the others. */
  static boolean holds(String digits) {
    return interim(digits) == 0;
  }

  private static int interim(String digits) {
    int interim = 0;
    for (int i = 0; i < digits.length(); i++) {
      interim = QUASIGROUP[interim].charAt(digits.charAt(i) - '0') - '0';
    }
    return interim;
  }
}
