package exchange.core.bank;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.joda.money.Money;

/**
 * Money that came to the exchange's bank account or left it.
 *
 * @param reference the bank's own name of the entry; no other of the account has it
 * @param amount negative for what left
 * @param text all that was written on it
 */
public record BankEntry(String reference, LocalDate bookedOn, Money amount, String text) {
  private static final Pattern PAYOUT = Pattern.compile("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])");

  /** The letters of the members' references that are on it. */
  public List<String> members() {
    return FundingReference.in(text);
  }

  /** Whether the card provider says that it is what members have paid it. */
  public boolean isRemittance() {
    return members().equals(FundingReference.in(FundingReference.CARDS));
  }

  /** The payouts whose names are on it. */
  public List<UUID> payouts() {
    return PAYOUT.matcher(text).results().map(found -> id(found.group())).distinct().toList();
  }

  private static UUID id(String hex) {
    BigInteger whole = new BigInteger(hex, 16);
    return new UUID(whole.shiftRight(64).longValue(), whole.longValue());
  }
}
