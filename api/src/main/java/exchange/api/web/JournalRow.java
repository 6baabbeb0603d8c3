package exchange.api.web;

import exchange.core.ledger.JournalEntry;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * An entry of the journal, taken apart to be read.
 *
 * @param cause what the transfer says of itself
 */
public record JournalRow(
    long number, TransferKind kind, Instant at, List<Leg> legs, String cause, String hash) {

  /**
   * What one account gave or got.
   *
   * @param owner a member or a contract; empty for the exchange's own
   */
  public record Leg(Purpose purpose, String owner, Money amount) {}

  /** Its text is {@code number|transfer|kind|microseconds|legs|cause}. */
  static JournalRow of(JournalEntry entry) {
    String[] parts = entry.text().split("\\|", 6);
    return new JournalRow(
        entry.number(),
        TransferKind.valueOf(parts[2]),
        Instant.EPOCH.plus(Long.parseLong(parts[3]), ChronoUnit.MICROS),
        Stream.of(parts[4].split(",", -1)).map(JournalRow::leg).toList(),
        parts.length > 5 ? parts[5] : "",
        entry.hash());
  }

  /** {@code account purpose owner currency amount}, the amount in minor units. */
  private static Leg leg(String text) {
    String[] parts = text.split(" ", -1);
    int last = parts.length - 1;
    return new Leg(
        Purpose.valueOf(parts[1]),
        last == 4 ? parts[2] : "",
        Money.ofMinor(CurrencyUnit.of(parts[last - 1]), Long.parseLong(parts[last])));
  }
}
