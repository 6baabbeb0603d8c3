package exchange.api;

import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.client.ApiException;
import exchange.client.model.ChargeCode;
import exchange.client.model.Contract;
import exchange.client.model.Dates;
import exchange.client.model.Dispute;
import exchange.client.model.DisputeEntry;
import exchange.client.model.DisputeEntryKind;
import exchange.client.model.DisputeParty;
import exchange.client.model.DisputeState;
import exchange.client.model.DisputeSubject;
import exchange.client.model.DisputeSubjectKind;
import exchange.client.model.DisputeWords;
import exchange.client.model.Document;
import exchange.client.model.DocumentKind;
import exchange.client.model.Event;
import exchange.client.model.EvidenceType;
import exchange.client.model.Listing;
import exchange.client.model.Money;
import exchange.client.model.NewCreditNote;
import exchange.client.model.NewDispute;
import exchange.client.model.NewEvidence;
import exchange.client.model.Purpose;
import exchange.client.model.RateCard;
import exchange.client.model.Role;
import exchange.client.model.Ruling;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billings;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A line of an invoice is disputed to the end, as two partners' programs and the operator do it.
 */
class DisputeWalkIT {
  private static final byte[] NOTE =
      "Two pallets were wet on arrival.\n".getBytes(StandardCharsets.UTF_8);

  private static RunningExchange exchange;
  private static Partner operator;

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);
  private Partner owner;
  private Partner exporter;

  @BeforeAll
  static void open() {
    exchange = RunningExchange.start();
    operator = exchange.operator();
  }

  @AfterAll
  static void stop() {
    exchange.close();
  }

  @Test
  void aLineIsDisputedRuledAppealedAgainstAndCredited() throws Exception {
    owner = operator.admit("Altona Lager KG", "DE", Role.OWNER);
    exporter = operator.admit("Ningbo Lantern Co.", "CN", Role.EXPORTER);
    operator.fund(exporter, "25000.00", "EUR");
    Contract contract = lease();
    LocalDate over = contract.getTerms().getBill().getPeriods().get(0).getTo();
    Clock then =
        Clock.fixed(over.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
    new BillContracts(exchange.context().getBean(Billings.class), then, 50).bill().block();
    Document invoice = exporter.documents.listDocuments(null, null).getItems().get(0);
    assertThat(invoice.getKind()).isEqualTo(DocumentKind.INVOICE);
    BigDecimal ownerHad = owner.wallet();
    BigDecimal exporterHad = exporter.wallet();

    NewDispute wanted = about(invoice, "40.00");
    String once = key();
    Dispute opened = exporter.disputes.openDispute(once, contract.getId(), wanted);
    assertThat(exporter.disputes.openDispute(once, contract.getId(), wanted)).isEqualTo(opened);
    assertThat(opened.getState()).isEqualTo(DisputeState.OPEN);
    assertThat(opened.getFrozen()).isEqualTo(euros("40.00"));
    assertThat(opened.getGoverningLaw()).isEqualTo("Singapore");
    assertThat(opened.getAnswerBy()).isEqualTo(opened.getOpenedAt().plusDays(7));
    assertThat(owner.wallet()).isEqualTo(ownerHad.subtract(new BigDecimal("40.00")));
    assertThat(disputed()).isEqualTo("40.00");
    refused(
        409,
        "ALREADY_DISPUTED",
        () -> exporter.disputes.openDispute(key(), contract.getId(), about(invoice, "1.00")));
    refused(
        409,
        "INVOICE_DISPUTED",
        () ->
            operator.documents.creditInvoice(
                key(), invoice.getId(), new NewCreditNote().reason("a mistake")));
    UUID id = opened.getId();
    assertThat(owner.disputes.listDisputes(null, null).getItems()).containsExactly(opened);
    Partner stranger = operator.admit("Elsewhere Ltd.", "GB", Role.EXPORTER);
    refused(404, "NOT_FOUND", () -> stranger.disputes.getDispute(id));
    refused(403, "NOT_YOUR_MOVE", () -> exporter.disputes.answerDispute(key(), id, words("no")));
    refused(
        409, "DISPUTE_AWAITS_ANSWER", () -> operator.disputes.ruleDispute(key(), id, award("5")));
    owner.disputes.answerDispute(key(), id, words("They were dry when they left"));

    evidence(id, stranger);

    Dispute ruled = operator.disputes.ruleDispute(key(), id, award("5.00"));
    assertThat(ruled.getState()).isEqualTo(DisputeState.RULED);
    assertThat(ruled.getAwarded()).isEqualTo(euros("5.00"));
    assertThat(disputed()).isEqualTo("40.00");
    exporter.disputes.appealRuling(key(), id, words("The note says so"));
    refused(
        409, "DISPUTE_OUT_OF_TURN", () -> owner.disputes.appealRuling(key(), id, words("So do I")));
    Dispute end = operator.disputes.ruleDispute(key(), id, award("12.50"));
    assertThat(end.getState()).isEqualTo(DisputeState.FINAL);
    assertThat(end.getPaid()).isEqualTo(euros("12.50"));
    assertThat(end.getOwed()).isEqualTo(euros("0.00"));
    assertThat(end.getTimeline())
        .extracting(DisputeEntry::getKind)
        .containsExactly(
            DisputeEntryKind.OPENED,
            DisputeEntryKind.ANSWERED,
            DisputeEntryKind.EVIDENCE_ADDED,
            DisputeEntryKind.EVIDENCE_ADDED,
            DisputeEntryKind.RULED,
            DisputeEntryKind.APPEALED,
            DisputeEntryKind.FINAL);
    assertThat(end.getTimeline().get(6).getBy()).isEqualTo(DisputeParty.OPERATOR);

    assertThat(owner.wallet()).isEqualTo(ownerHad.subtract(new BigDecimal("12.50")));
    assertThat(exporter.wallet()).isEqualTo(exporterHad.add(new BigDecimal("12.50")));
    assertThat(disputed()).isEqualTo("0.00");
    Document note = exporter.documents.getDocument(id);
    assertThat(note.getKind()).isEqualTo(DocumentKind.CREDIT_NOTE);
    assertThat(note.getCorrects()).isEqualTo(invoice.getId());
    assertThat(note.getNumber()).isEqualTo(invoice.getNumber() + 1);
    assertThat(note.getTotal()).isEqualTo(euros("-12.50"));
    Document owners = owner.documents.listDocuments(null, null).getItems().get(0);
    assertThat(owners.getTotal()).isEqualTo(euros("-12.50"));
    assertThat(Files.readAllBytes(exporter.documents.printDocument(id, "zh").toPath()))
        .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    assertThat(exporter.events.listEvents(null, null).getItems())
        .extracting(Event::getKind)
        .map(String::valueOf)
        .contains("DISPUTE_OPENED", "DISPUTE_FINAL", "INVOICE_CREDITED");
    assertThat(exchange.number("select count(*) from wrong_counters()")).isZero();
    Books.areInOrder(exchange);
  }

  /** Both sides add a file, and read the other's. */
  private void evidence(UUID id, Partner stranger) throws Exception {
    byte[] png = new byte[1 << 20];
    Arrays.fill(png, (byte) 7);
    System.arraycopy(HexFormat.of().parseHex("89504e470d0a1a0a"), 0, png, 0, 8);
    DisputeEntry note = last(add(exporter, id, EvidenceType.TEXT_PLAIN, NOTE));
    DisputeEntry picture = last(add(owner, id, EvidenceType.IMAGE_PNG, png));
    assertThat(picture.getBy()).isEqualTo(DisputeParty.RESPONDENT);
    assertThat(picture.getEvidence().getSize()).isEqualTo(1 << 20);
    assertThat(picture.getEvidence().getSha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(png)));
    for (Partner party : List.of(exporter, owner, operator)) {
      assertThat(Files.readAllBytes(party.disputes.getEvidence(id, picture.getId()).toPath()))
          .isEqualTo(png);
      assertThat(Files.readAllBytes(party.disputes.getEvidence(id, note.getId()).toPath()))
          .isEqualTo(NOTE);
    }
    refused(404, "NOT_FOUND", () -> stranger.disputes.getEvidence(id, note.getId()));
    HttpResponse<String> download =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            exchange.address()
                                + "/v1/disputes/"
                                + id
                                + "/evidence/"
                                + note.getId()))
                    .header("Authorization", "Bearer " + owner.token())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(download.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(download.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(download.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");

    refused(400, "VALIDATION_FAILED", () -> add(owner, id, EvidenceType.APPLICATION_PDF, png));
    byte[] larger = Arrays.copyOf(png, png.length + 1);
    refused(413, "PAYLOAD_TOO_LARGE", () -> add(owner, id, EvidenceType.IMAGE_PNG, larger));
    byte[] largest = Arrays.copyOf(png, 2 * png.length);
    refused(413, "PAYLOAD_TOO_LARGE", () -> add(owner, id, EvidenceType.IMAGE_PNG, largest));
    refused(403, "NOT_YOUR_MOVE", () -> add(operator, id, EvidenceType.TEXT_PLAIN, NOTE));
  }

  private static Dispute add(Partner party, UUID id, EvidenceType type, byte[] content)
      throws ApiException {
    return party.disputes.addEvidence(
        key(),
        id,
        new NewEvidence()
            .name("rack.file")
            .mediaType(type)
            .content(Base64.getEncoder().encodeToString(content)));
  }

  private static DisputeEntry last(Dispute dispute) {
    return dispute.getTimeline().get(dispute.getTimeline().size() - 1);
  }

  private static NewDispute about(Document invoice, String amount) {
    return new NewDispute()
        .subject(
            new DisputeSubject()
                .kind(DisputeSubjectKind.INVOICE_LINE)
                .invoiceId(invoice.getId())
                .chargeCode(ChargeCode.HANDLING_IN))
        .amount(euros(amount))
        .statement("Two of the pallets were never unloaded");
  }

  private static DisputeWords words(String words) {
    return new DisputeWords().words(words);
  }

  private static Ruling award(String amount) {
    return new Ruling().award(euros(amount)).reason("By the evidence");
  }

  private static void refused(int status, String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.getCode()).as(refused.getResponseBody()).isEqualTo(status);
              assertThat(refused.getResponseBody()).contains("\"" + code + "\"");
            });
  }

  private Contract lease() throws ApiException {
    Dates window = new Dates().from(start).to(start.plusDays(365));
    RateCard card = Partner.card("EUR", "0.38", "4.20", "4.60").minimumCharge("150.00");
    Listing listing =
        owner.listings.publishListing(key(), owner.space("Altona Shed 4", 100, window, card));
    return exporter.lease(40, start, 60, listing.getId());
  }

  /** What all disputes keep frozen. */
  private static String disputed() throws ApiException {
    return operator.ledger.getTrialBalance().getTotals().stream()
        .filter(each -> each.getPurpose() == Purpose.DISPUTED)
        .map(each -> each.getTotal().getAmount())
        .findFirst()
        .orElse("nothing");
  }

  private static Money euros(String amount) {
    return new Money().amount(amount).currency("EUR");
  }
}
