package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;
import static exchange.core.testing.InMemoryLedger.house;

import exchange.core.billing.Billing;
import exchange.core.billing.Document;
import exchange.core.billing.Documents;
import exchange.core.dispute.Dispute;
import exchange.core.event.EventKind;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.listing.Bill;
import exchange.core.listing.ChargeCode;
import exchange.core.member.Caller;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

final class InMemoryDocuments implements Documents {
  private final Books books;
  private final Map<UUID, Document> all = new LinkedHashMap<>();
  private final Map<UUID, UUID> statements = new HashMap<>();
  private final Map<Optional<UUID>, Long> series = new HashMap<>();

  InMemoryDocuments(Books books) {
    this.books = books;
  }

  List<Document> of(UUID contractId) {
    return all.values().stream().filter(each -> each.contractId().equals(contractId)).toList();
  }

  /** An invoice, and the owner's statement about the same. */
  void invoice(Billing about, DateRange dates, List<Bill.Line> lines, Instant now) {
    LeaseTerms terms = about.terms();
    Document invoice =
        add(
            about,
            Document.Kind.INVOICE,
            Optional.empty(),
            Optional.of(terms.exporterId()),
            dates,
            lines,
            now);
    Document statement =
        add(
            about,
            Document.Kind.STATEMENT,
            Optional.of(terms.ownerId()),
            Optional.empty(),
            dates,
            lines.stream().filter(line -> line.code() != ChargeCode.COMMISSION).toList(),
            now);
    statements.put(invoice.id(), statement.id());
    books.events.emit(EventKind.INVOICE_ISSUED, invoice.id(), terms.exporterId());
    books.events.emit(EventKind.STATEMENT_ISSUED, statement.id(), terms.ownerId());
  }

  private Document add(
      Billing about,
      Document.Kind kind,
      Optional<UUID> issuer,
      Optional<UUID> recipient,
      DateRange dates,
      List<Bill.Line> lines,
      Instant now) {
    return add(
        new Document(
            UUID.randomUUID(),
            kind,
            issuer,
            recipient,
            series.merge(issuer, 1L, Long::sum),
            about.contractId(),
            dates.from(),
            dates.to(),
            lines,
            sum(lines, about.terms().bill().currency()),
            now,
            Optional.empty(),
            Optional.empty()));
  }

  private Document add(Document document) {
    all.put(document.id(), document);
    return document;
  }

  private static Money sum(List<Bill.Line> lines, CurrencyUnit currency) {
    return lines.stream().map(Bill.Line::amount).reduce(Money.zero(currency), Money::plus);
  }

  @Override
  public Mono<Page<Document>> page(Caller caller, Page.Query query) {
    return books.read(() -> Books.page(all.values(), each -> sees(caller, each), query));
  }

  @Override
  public Mono<Document> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Document found = all.get(id);
          return found != null && sees(caller, found) ? found : null;
        });
  }

  private static boolean sees(Caller caller, Document document) {
    Optional<UUID> self = Optional.of(caller.organizationId());
    return caller.isOperator()
        || document.issuerId().equals(self)
        || document.recipientId().equals(self);
  }

  @Override
  public Mono<Document> credit(UUID id, UUID invoiceId, String reason, Instant now) {
    return books.change(
        () -> {
          Document invoice = all.get(invoiceId);
          if (invoice == null) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (invoice.kind() != Document.Kind.INVOICE || !credits(invoiceId).isEmpty()) {
            throw Refusal.of(RefusalCode.ALREADY_CREDITED);
          } else if (books.disputes.isDisputed(invoiceId)) {
            throw Refusal.of(RefusalCode.INVOICE_DISPUTED);
          }
          Document statement = all.get(statements.get(invoiceId));
          CurrencyUnit currency = invoice.total().getCurrencyUnit();
          Account owner = account(Purpose.WALLET, statement.issuerId().orElseThrow(), currency);
          Account exporter = account(Purpose.WALLET, invoice.recipientId().orElseThrow(), currency);
          books.ledger.refuseOverdraft(owner, statement.total());
          books.ledger.post(
              id,
              TransferKind.CREDIT,
              invoiceId.toString(),
              Map.of(
                  owner,
                  statement.total().negated(),
                  house(Purpose.FEES, currency),
                  statement.total().minus(invoice.total()),
                  exporter,
                  invoice.total()));
          books.events.emit(
              EventKind.INVOICE_CREDITED,
              id,
              invoice.recipientId().orElseThrow(),
              statement.issuerId().orElseThrow());
          add(creditNote(UUID.randomUUID(), statement, reason, now));
          return add(creditNote(id, invoice, reason, now));
        });
  }

  private Document creditNote(UUID id, Document of, String reason, Instant now) {
    List<Bill.Line> back =
        of.lines().stream()
            .map(
                line ->
                    new Bill.Line(
                        line.code(), line.quantity(), line.rate(), line.amount().negated()))
            .toList();
    return creditNote(id, of, back, of.total().negated(), reason, now);
  }

  private List<Document> credits(UUID invoiceId) {
    Optional<UUID> corrected = Optional.of(invoiceId);
    return all.values().stream().filter(each -> each.corrects().equals(corrected)).toList();
  }

  /**
   * What an invoice charges under a code.
   *
   * @param isCredited whole, not for a dispute
   */
  record Line(Document invoice, Money amount, boolean isCredited) {}

  Optional<Line> line(UUID invoiceId, ChargeCode code) {
    return Optional.ofNullable(all.get(invoiceId))
        .filter(each -> each.kind() == Document.Kind.INVOICE)
        .map(
            invoice ->
                new Line(
                    invoice,
                    sum(
                        invoice.lines().stream().filter(line -> line.code() == code).toList(),
                        invoice.total().getCurrencyUnit()),
                    credits(invoiceId).stream()
                        .anyMatch(note -> !books.disputes.isDispute(note.id()))));
  }

  /** What a dispute about a line awarded. */
  void creditLine(Dispute dispute, Money award, String reason, Instant now) {
    Document invoice = all.get(dispute.subject().invoiceId().orElseThrow());
    Document statement = all.get(statements.get(invoice.id()));
    List<Bill.Line> lines =
        List.of(
            new Bill.Line(
                dispute.subject().chargeCode().orElseThrow(),
                BigDecimal.ONE,
                award.getAmount(),
                award.negated()));
    add(creditNote(dispute.id(), invoice, lines, award.negated(), reason, now));
    add(creditNote(UUID.randomUUID(), statement, lines, award.negated(), reason, now));
    books.events.emit(
        EventKind.INVOICE_CREDITED, dispute.id(), dispute.openerId(), dispute.respondentId());
  }

  private Document creditNote(
      UUID id, Document of, List<Bill.Line> lines, Money total, String reason, Instant now) {
    return new Document(
        id,
        Document.Kind.CREDIT_NOTE,
        of.issuerId(),
        of.recipientId(),
        series.merge(of.issuerId(), 1L, Long::sum),
        of.contractId(),
        of.from(),
        of.to(),
        lines,
        total,
        now,
        Optional.of(of.id()),
        Optional.of(reason));
  }
}
