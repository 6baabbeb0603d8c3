package exchange.core.bank;

import exchange.core.values.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What the bank says. */
public interface BankStatements {

  /**
   * Books a statement whole or not at all: money with a member's reference to its wallet, payouts
   * as paid or returned, other money that came to suspense. What was booked by hand is confirmed by
   * an entry of its amount that names its member, or no member and its reference. What the card
   * provider remits is no longer with it, up to what it has captured. What was booked before
   * changes nothing.
   *
   * @return as an error: {@code BANK_FILE_REFUSED} when it was told otherwise before
   */
  Mono<BankStatement> book(UUID id, BankStatement statement);

  /** Every entry, newest first. */
  Mono<Page<BookedEntry>> page(Page.Query query);

  /**
   * Says whose money came in and lies in suspense, or left unexplained. It confirms what was booked
   * by hand for them in the same amount.
   *
   * @param memberId empty for the exchange's own
   * @return as an error: {@code NOT_FOUND}, {@code ENTRY_NOT_OPEN}, {@code INSUFFICIENT_FUNDS}
   */
  Mono<BookedEntry> assign(UUID entryId, Optional<UUID> memberId);

  /** Bank and ledger side by side, for each currency that either has. */
  Mono<List<BankMirror>> mirror();
}
