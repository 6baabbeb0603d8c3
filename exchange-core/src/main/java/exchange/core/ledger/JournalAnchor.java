package exchange.core.ledger;

import java.time.Instant;
import java.time.LocalDate;

/** The last entry as it was told to everybody on a day. */
public record JournalAnchor(LocalDate day, long number, String hash, Instant at) {}
