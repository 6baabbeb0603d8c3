package exchange.core.bank;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a member writes on a bank transfer, so that the money finds its wallet: ISO 11649. */
public final class FundingReference {
  private static final int LETTERS = 12;
  private static final Pattern SHAPE = Pattern.compile("RF\\d{2}[0-9A-F]{" + LETTERS + "}");

  /** What the card provider writes on what it remits. */
  public static final String CARDS = of(new UUID(0, 0));

  private FundingReference() {}

  public static String of(UUID memberId) {
    String letters = letters(memberId);
    return "RF" + CheckDigits.of("RF", letters) + letters;
  }

  /** What of a member's id is in its reference. */
  public static String letters(UUID memberId) {
    return memberId.toString().replace("-", "").substring(0, LETTERS).toUpperCase(Locale.ROOT);
  }

  /** The letters of each reference in a text, whatever spaces and case it came to have. */
  static List<String> in(String text) {
    return SHAPE
        .matcher(text.replaceAll("\\s", "").toUpperCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .filter(CheckDigits::fit)
        .map(reference -> reference.substring(4))
        .distinct()
        .toList();
  }
}
