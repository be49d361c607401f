package it.sportello.contacts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.regex.Pattern;

/**
 * A telephone number in the form of ITU-T E.164: a plus and 6 to 15 digits. Two ways of writing the
 * same number are equal.
 *
 * @throws InvalidValue {@code phone.shape} when it is written in another way
 */
public record PhoneNumber(String e164) {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");
  private static final Pattern TYPED = Pattern.compile("\\+?[0-9 ()./\u00a0-]{3,40}");

  public PhoneNumber {
    if (e164 == null || !E164.matcher(e164).matches()) {
      throw new InvalidValue("phone.shape");
    }
  }

  /**
   * As people write numbers: with the country's code, or as they are dialled within the country.
   *
   * @param country ISO 3166, two letters; of the numbers that name no country
   * @throws InvalidValue {@code phone.shape}, or {@code phone.number} when the plan of that country
   *     has no such number
   */
  public static PhoneNumber of(String typed, String country) {
    String text = typed == null ? "" : typed.strip();
    if (!TYPED.matcher(text).matches()) {
      throw new InvalidValue("phone.shape");
    }
    try {
      PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
      Phonenumber.PhoneNumber number = plans.parse(text, country);
      if (!plans.isValidNumber(number)) {
        throw new InvalidValue("phone.number");
      }
      return new PhoneNumber(plans.format(number, PhoneNumberFormat.E164));
    } catch (NumberParseException e) {
      throw new InvalidValue("phone.shape");
    }
  }

  /** Whether numbers can be told in the way of this country. */
  public static boolean knows(String country) {
    return PhoneNumberUtil.getInstance().getSupportedRegions().contains(country);
  }

  /** In the groups that its country writes it in, with the country's code. */
  public String shown() {
    try {
      PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
      return plans.format(plans.parse(e164, "ZZ"), PhoneNumberFormat.INTERNATIONAL);
    } catch (NumberParseException e) {
      return e164;
    }
  }

  @Override
  public String toString() {
    return e164;
  }
}
