package exchange.core.billing;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator takes back an invoice that was wrong. */
public final class CreditInvoice {
  private final Documents documents;
  private final Clock clock;

  public CreditInvoice(Documents documents, Clock clock) {
    this.documents = documents;
    this.clock = clock;
  }

  /**
   * @param id of the credit note
   * @return as an error: {@code FORBIDDEN}, and what {@link Documents#credit} refuses
   */
  public Mono<Document> credit(Caller caller, UUID id, UUID invoiceId, String reason) {
    caller.require(Role.OPERATOR);
    return documents.credit(id, invoiceId, reason, clock.instant());
  }
}
