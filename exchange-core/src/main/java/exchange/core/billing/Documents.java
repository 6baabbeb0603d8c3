package exchange.core.billing;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Invoices, statements and credit notes; issuer and recipient see theirs, an operator all. */
public interface Documents {

  Mono<Page<Document>> page(Caller caller, Page.Query query);

  /** Empty when it does not exist or the caller is no party to it. */
  Mono<Document> find(UUID id, Caller caller);

  /**
   * Takes an invoice back whole: credit notes for it and for its statement, and the money returns
   * from owner and exchange to the exporter.
   *
   * @param id of the invoice's credit note
   * @return the invoice's credit note; as an error: {@code NOT_FOUND}, {@code ALREADY_CREDITED},
   *     {@code INSUFFICIENT_FUNDS} when the owner has spent the money
   */
  Mono<Document> credit(UUID id, UUID invoiceId, String reason, Instant now);
}
