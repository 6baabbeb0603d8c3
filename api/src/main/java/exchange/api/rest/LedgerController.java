package exchange.api.rest;

import exchange.api.wire.JournalAnchor;
import exchange.api.wire.JournalAnchorPage;
import exchange.api.wire.JournalEntry;
import exchange.api.wire.JournalEntryPage;
import exchange.api.wire.JournalVerdict;
import exchange.api.wire.NewOwnFunds;
import exchange.api.wire.OwnFunds;
import exchange.api.wire.Purpose;
import exchange.api.wire.PurposeTotal;
import exchange.api.wire.TrialBalance;
import exchange.api.wire.ops.LedgerApi;
import exchange.core.ledger.AddOwnFunds;
import exchange.core.ledger.Journal;
import exchange.core.ledger.Ledger;
import exchange.core.ledger.VerifyJournal;
import exchange.core.member.Role;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class LedgerController implements LedgerApi {
  private final Ledger ledger;
  private final Journal journal;
  private final VerifyJournal verifyJournal;
  private final AddOwnFunds addOwnFunds;
  private final Writes writes;

  LedgerController(
      Ledger ledger,
      Journal journal,
      VerifyJournal verifyJournal,
      AddOwnFunds addOwnFunds,
      Writes writes) {
    this.ledger = ledger;
    this.journal = journal;
    this.verifyJournal = verifyJournal;
    this.addOwnFunds = addOwnFunds;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<TrialBalance>> getTrialBalance(ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> ledger.totals())
        .map(totals -> new TrialBalance(totals.stream().map(LedgerController::wire).toList()))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<OwnFunds>> addOwnFunds(
      String idempotencyKey, Mono<NewOwnFunds> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        Money.class,
        intent ->
            addOwnFunds.add(
                intent.caller(),
                intent.id(),
                exchange.core.ledger.Purpose.valueOf(intent.body().getPurpose().name()),
                WireValues.money("amount", intent.body().getAmount()),
                WireValues.notBlank("reference", intent.body().getReference())),
        (intent, balance) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new OwnFunds(intent.body().getPurpose(), WireValues.money(balance))));
  }

  @Override
  public Mono<ResponseEntity<JournalEntryPage>> listJournalEntries(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> journal.page(Cursors.query(limit, cursor)))
        .map(
            page ->
                new JournalEntryPage(
                        page.map(each -> new JournalEntry(each.number(), each.text(), each.hash()))
                            .items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<JournalAnchorPage>> listJournalAnchors(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return journal
        .anchors(Cursors.query(limit, cursor))
        .map(
            page ->
                new JournalAnchorPage(page.map(LedgerController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  private static JournalAnchor wire(exchange.core.ledger.JournalAnchor anchor) {
    return new JournalAnchor(
        anchor.day(), anchor.number(), anchor.hash(), WireValues.time(anchor.at()));
  }

  @Override
  public Mono<ResponseEntity<JournalVerdict>> verifyJournal(ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(verifyJournal::verify)
        .map(verdict -> new JournalVerdict(verdict.entries(), verdict.faults()))
        .map(Answers::ok);
  }

  private static PurposeTotal wire(exchange.core.ledger.PurposeTotal total) {
    return new PurposeTotal(
        Purpose.fromValue(total.purpose().name()),
        total.accounts(),
        WireValues.money(total.total()));
  }
}
