package exchange.core.billing;

import exchange.core.listing.Bill;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Something in writing about the money of a lease. Never rewritten: a credit note corrects it.
 *
 * @param issuerId the owner for a statement and what corrects it; empty for the exchange itself
 * @param recipientId the exporter for an invoice and what corrects it; empty for the exchange
 * @param number without gaps for each issuer, from 1
 * @param from first day of what it is about
 * @param to first day after
 * @param lines as in the bill of the terms, word for word; negative on a credit note
 * @param corrects the document that a credit note takes back
 * @param reason of a credit note
 */
public record Document(
    UUID id,
    Kind kind,
    Optional<UUID> issuerId,
    Optional<UUID> recipientId,
    long number,
    UUID contractId,
    LocalDate from,
    LocalDate to,
    List<Bill.Line> lines,
    Money total,
    Instant issuedAt,
    Optional<UUID> corrects,
    Optional<String> reason) {

  public Document {
    lines = List.copyOf(lines);
  }

  public enum Kind {
    /** What a period costs its exporter. */
    INVOICE,
    /** What its owner gets of it, written in the owner's name. */
    STATEMENT,
    CREDIT_NOTE
  }
}
