package exchange.core.bank;

/** ISO 7064 MOD 97-10, which guards account numbers and references against slips of the pen. */
final class CheckDigits {
  private CheckDigits() {}

  /**
   * @param code two letters, two check digits, and the rest
   */
  static boolean fit(String code) {
    return rest(code.substring(4) + code.substring(0, 4)) == 1;
  }

  static String of(String letters, String body) {
    return "%02d".formatted(98 - rest(body + letters + "00"));
  }

  private static int rest(String digits) {
    return digits
        .chars()
        .map(letter -> Character.digit(letter, 36))
        .reduce(0, (rest, value) -> (rest * (value > 9 ? 100 : 10) + value) % 97);
  }
}
