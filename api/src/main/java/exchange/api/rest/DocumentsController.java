package exchange.api.rest;

import exchange.api.wire.Document;
import exchange.api.wire.DocumentPage;
import exchange.api.wire.NewCreditNote;
import exchange.api.wire.ops.DocumentsApi;
import exchange.core.billing.CreditInvoice;
import exchange.core.billing.Documents;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class DocumentsController implements DocumentsApi {
  private final Documents documents;
  private final CreditInvoice creditInvoice;
  private final Printer printer;
  private final Writes writes;

  DocumentsController(
      Documents documents, CreditInvoice creditInvoice, Printer printer, Writes writes) {
    this.printer = printer;
    this.documents = documents;
    this.creditInvoice = creditInvoice;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<DocumentPage>> listDocuments(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> documents.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new DocumentPage(page.map(WireBillings::document).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Document>> getDocument(UUID documentId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> documents.find(documentId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireBillings::document)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Resource>> printDocument(
      UUID documentId, String language, ServerWebExchange http) {
    return Callers.of(http).flatMap(caller -> printer.document(documentId, caller, language));
  }

  @Override
  public Mono<ResponseEntity<Document>> creditInvoice(
      String idempotencyKey, UUID documentId, Mono<NewCreditNote> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.billing.Document.class,
        intent ->
            creditInvoice.credit(
                intent.caller(),
                intent.id(),
                documentId,
                WireValues.notBlank("reason", intent.body().getReason())),
        (intent, made) ->
            Answers.created(
                DocumentsApi.PATH_GET_DOCUMENT, made.id(), WireBillings.document(made)));
  }
}
