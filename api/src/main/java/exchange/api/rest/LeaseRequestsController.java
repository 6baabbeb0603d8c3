package exchange.api.rest;

import exchange.api.wire.LeaseRequest;
import exchange.api.wire.LeaseRequestPage;
import exchange.api.wire.NewLeaseRequest;
import exchange.api.wire.Quote;
import exchange.api.wire.QuoteSet;
import exchange.api.wire.ops.LeaseRequestsApi;
import exchange.core.member.Role;
import exchange.core.quote.QuoteLeaseRequest;
import exchange.core.quote.Quotes;
import exchange.core.request.FileLeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.values.Places;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class LeaseRequestsController implements LeaseRequestsApi {
  private final LeaseRequests requests;
  private final FileLeaseRequest fileLeaseRequest;
  private final Quotes quotes;
  private final QuoteLeaseRequest quoteLeaseRequest;
  private final Places places;
  private final Writes writes;

  LeaseRequestsController(
      LeaseRequests requests,
      FileLeaseRequest fileLeaseRequest,
      Quotes quotes,
      QuoteLeaseRequest quoteLeaseRequest,
      Places places,
      Writes writes) {
    this.requests = requests;
    this.fileLeaseRequest = fileLeaseRequest;
    this.quotes = quotes;
    this.quoteLeaseRequest = quoteLeaseRequest;
    this.places = places;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<LeaseRequest>> fileLeaseRequest(
      String idempotencyKey, Mono<NewLeaseRequest> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        LeaseRequests.Filed.class,
        this::file,
        (intent, filed) ->
            Answers.created(
                LeaseRequestsApi.PATH_GET_LEASE_REQUEST, intent.id(), WireRequests.request(filed)));
  }

  private Mono<LeaseRequests.Filed> file(Writes.Intent<NewLeaseRequest> intent) {
    UUID exporter = intent.caller().organizationId();
    return fileLeaseRequest.file(
        intent.caller(), WireRequests.request(intent.id(), exporter, intent.body(), places));
  }

  @Override
  public Mono<ResponseEntity<LeaseRequestPage>> listLeaseRequests(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> requests.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new LeaseRequestPage(page.map(WireRequests::request).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<LeaseRequest>> getLeaseRequest(
      UUID leaseRequestId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> requests.find(leaseRequestId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireRequests::request)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<LeaseRequest>> withdrawLeaseRequest(
      String idempotencyKey, UUID leaseRequestId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        LeaseRequests.Filed.class,
        intent -> {
          intent.caller().require(Role.EXPORTER);
          return requests.withdraw(leaseRequestId, intent.caller());
        },
        (intent, withdrawn) -> Answers.ok(WireRequests.request(withdrawn)));
  }

  @Override
  public Mono<ResponseEntity<QuoteSet>> quoteLeaseRequest(
      String idempotencyKey, UUID leaseRequestId, Integer limit, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Mono.just(Map.of("limit", limit)),
        Quotes.QuoteSet.class,
        intent -> quoteLeaseRequest.quote(intent.caller(), intent.id(), leaseRequestId, limit),
        (intent, set) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(WireRequests.quotes(set)));
  }

  @Override
  public Mono<ResponseEntity<Quote>> getQuote(UUID quoteId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> quotes.find(quoteId, caller))
        .switchIfEmpty(Answers.missing())
        .map(WireRequests::quote)
        .map(Answers::ok);
  }
}
