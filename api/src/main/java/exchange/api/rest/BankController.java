package exchange.api.rest;

import exchange.api.wire.BankEntry;
import exchange.api.wire.BankEntryPage;
import exchange.api.wire.BankEntryState;
import exchange.api.wire.BankMirror;
import exchange.api.wire.BankReconciliation;
import exchange.api.wire.BankStatement;
import exchange.api.wire.NewAssignment;
import exchange.api.wire.NewPaymentFile;
import exchange.api.wire.NewPayout;
import exchange.api.wire.PaymentFile;
import exchange.api.wire.PaymentFilePage;
import exchange.api.wire.Payout;
import exchange.api.wire.PayoutPage;
import exchange.api.wire.PayoutState;
import exchange.api.wire.Reconciliation;
import exchange.api.wire.ReconciliationPage;
import exchange.api.wire.ops.BankApi;
import exchange.core.bank.AssignEntry;
import exchange.core.bank.BankAccount;
import exchange.core.bank.BankStatements;
import exchange.core.bank.BookedEntry;
import exchange.core.bank.ImportStatement;
import exchange.core.bank.Payouts;
import exchange.core.bank.ReleasePayouts;
import exchange.core.bank.RequestPayout;
import exchange.core.member.Role;
import exchange.core.reconciliation.Reconciliations;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class BankController implements BankApi {
  private final BankStatements statements;
  private final Payouts payouts;
  private final ImportStatement importStatement;
  private final AssignEntry assignEntry;
  private final RequestPayout requestPayout;
  private final ReleasePayouts releasePayouts;
  private final Reconciliations reconciliations;
  private final BankMessages messages;
  private final Writes writes;

  BankController(
      BankStatements statements,
      Payouts payouts,
      ImportStatement importStatement,
      AssignEntry assignEntry,
      RequestPayout requestPayout,
      ReleasePayouts releasePayouts,
      Reconciliations reconciliations,
      BankMessages messages,
      Writes writes) {
    this.statements = statements;
    this.payouts = payouts;
    this.importStatement = importStatement;
    this.assignEntry = assignEntry;
    this.requestPayout = requestPayout;
    this.releasePayouts = releasePayouts;
    this.reconciliations = reconciliations;
    this.messages = messages;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<BankStatement>> importBankStatement(
      String idempotencyKey, Mono<String> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.bank.BankStatement.class,
        intent -> {
          intent.caller().require(Role.OPERATOR);
          return importStatement.book(intent.caller(), intent.id(), messages.read(intent.body()));
        },
        (intent, statement) ->
            Answers.ok(
                new BankStatement(
                    statement.account(),
                    statement.number(),
                    WireValues.money(statement.opening()),
                    WireValues.money(statement.closing()),
                    statement.entries().size())));
  }

  @Override
  public Mono<ResponseEntity<BankEntryPage>> listBankEntries(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> statements.page(Cursors.query(limit, cursor)))
        .map(
            page ->
                new BankEntryPage(page.map(BankController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  private static BankEntry wire(BookedEntry booked) {
    BankEntry entry =
        new BankEntry(
            booked.id(),
            booked.account(),
            booked.entry().reference(),
            booked.entry().bookedOn(),
            WireValues.money(booked.entry().amount()),
            booked.entry().text(),
            BankEntryState.fromValue(booked.state().name()));
    booked.subject().ifPresent(entry::setSubjectId);
    return entry;
  }

  @Override
  public Mono<ResponseEntity<BankEntry>> assignBankEntry(
      String idempotencyKey, UUID bankEntryId, Mono<NewAssignment> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        BookedEntry.class,
        intent ->
            assignEntry.assign(
                intent.caller(),
                bankEntryId,
                Optional.ofNullable(intent.body().getOrganizationId())),
        (intent, entry) -> Answers.ok(wire(entry)));
  }

  @Override
  public Mono<ResponseEntity<BankReconciliation>> reconcileBank(ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> statements.mirror())
        .map(
            all ->
                new BankReconciliation(
                    all.stream()
                        .map(
                            each ->
                                new BankMirror(
                                    WireValues.money(each.bank()),
                                    WireValues.money(each.ledger()),
                                    WireValues.money(each.byHand()),
                                    each.isBroken()))
                        .toList()))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<ReconciliationPage>> listReconciliations(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> reconciliations.page(Cursors.query(limit, cursor)))
        .map(
            page ->
                new ReconciliationPage(page.map(BankController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  private static Reconciliation wire(exchange.core.reconciliation.Reconciliation day) {
    return new Reconciliation(
        day.id(),
        day.day(),
        WireValues.time(day.at()),
        WireValues.money(day.bank()),
        WireValues.money(day.provider()),
        WireValues.money(day.learntLater()),
        WireValues.money(day.byHand()),
        WireValues.money(day.clients()),
        WireValues.money(day.own()),
        WireValues.money(day.suspense()),
        WireValues.money(day.difference()));
  }

  @Override
  public Mono<ResponseEntity<PaymentFilePage>> listPaymentFiles(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> payouts.files(Cursors.query(limit, cursor)))
        .map(
            page ->
                new PaymentFilePage(page.map(BankController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Payout>> requestPayout(
      String idempotencyKey, Mono<NewPayout> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.bank.Payout.class,
        intent -> {
          NewPayout asked = intent.body();
          return requestPayout.request(
              intent.caller(),
              intent.id(),
              WireValues.money("amount", asked.getAmount()),
              new BankAccount(asked.getName(), asked.getIban(), asked.getBic()));
        },
        (intent, payout) -> Answers.created(BankApi.PATH_GET_PAYOUT, payout.id(), wire(payout)));
  }

  private static Payout wire(exchange.core.bank.Payout payout) {
    Payout wire =
        new Payout(
            payout.id(),
            payout.memberId(),
            WireValues.money(payout.amount()),
            payout.creditor().name(),
            payout.creditor().iban(),
            payout.creditor().bic(),
            PayoutState.fromValue(payout.state().name()),
            WireValues.time(payout.requestedAt()));
    payout.fileId().ifPresent(wire::setPaymentFileId);
    return wire;
  }

  @Override
  public Mono<ResponseEntity<PayoutPage>> listPayouts(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> payouts.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new PayoutPage(page.map(BankController::wire).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Payout>> getPayout(UUID payoutId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> payouts.find(payoutId, caller))
        .switchIfEmpty(Answers.missing())
        .map(BankController::wire)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Payout>> approvePayout(
      String idempotencyKey, UUID payoutId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.bank.Payout.class,
        intent -> releasePayouts.approve(intent.caller(), payoutId),
        (intent, payout) -> Answers.ok(wire(payout)));
  }

  @Override
  public Mono<ResponseEntity<Payout>> cancelPayout(
      String idempotencyKey, UUID payoutId, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        Writes.NO_BODY,
        exchange.core.bank.Payout.class,
        intent -> payouts.cancel(payoutId, intent.caller()),
        (intent, payout) -> Answers.ok(wire(payout)));
  }

  @Override
  public Mono<ResponseEntity<PaymentFile>> writePaymentFile(
      String idempotencyKey, Mono<NewPaymentFile> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.bank.PaymentFile.class,
        intent ->
            releasePayouts.write(
                intent.caller(), intent.id(), WireValues.currency(intent.body().getCurrency())),
        (intent, file) -> Answers.created(BankApi.PATH_GET_PAYMENT_FILE, file.id(), wire(file)));
  }

  private static PaymentFile wire(exchange.core.bank.PaymentFile file) {
    return new PaymentFile(
        file.id(),
        file.currency().getCode(),
        WireValues.time(file.at()),
        file.payments().stream().map(each -> each.id()).toList());
  }

  @Override
  public Mono<ResponseEntity<PaymentFile>> getPaymentFile(
      UUID paymentFileId, ServerWebExchange http) {
    return file(paymentFileId, http).map(BankController::wire).map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<String>> downloadPaymentFile(
      UUID paymentFileId, ServerWebExchange http) {
    return file(paymentFileId, http)
        .map(messages::write)
        .map(xml -> ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).body(xml));
  }

  private Mono<exchange.core.bank.PaymentFile> file(UUID id, ServerWebExchange http) {
    return Callers.of(http)
        .doOnNext(caller -> caller.require(Role.OPERATOR))
        .flatMap(caller -> payouts.file(id))
        .switchIfEmpty(Answers.missing());
  }
}
