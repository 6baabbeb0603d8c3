package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;
import static exchange.core.testing.InMemoryLedger.house;

import exchange.core.billing.Billing;
import exchange.core.billing.Document;
import exchange.core.billing.Documents;
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
          Optional<UUID> corrected = Optional.of(invoiceId);
          if (invoice.kind() != Document.Kind.INVOICE
              || all.values().stream().anyMatch(each -> each.corrects().equals(corrected))) {
            throw Refusal.of(RefusalCode.ALREADY_CREDITED);
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
    return new Document(
        id,
        Document.Kind.CREDIT_NOTE,
        of.issuerId(),
        of.recipientId(),
        series.merge(of.issuerId(), 1L, Long::sum),
        of.contractId(),
        of.from(),
        of.to(),
        of.lines().stream()
            .map(
                line ->
                    new Bill.Line(
                        line.code(), line.quantity(), line.rate(), line.amount().negated()))
            .toList(),
        of.total().negated(),
        now,
        Optional.of(of.id()),
        Optional.of(reason));
  }
}
