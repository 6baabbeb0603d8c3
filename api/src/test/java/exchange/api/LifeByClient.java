package exchange.api;

import static exchange.api.Partner.key;

import exchange.client.ApiException;
import exchange.client.model.ChargeCode;
import exchange.client.model.Contract;
import exchange.client.model.CriterionMark;
import exchange.client.model.Dates;
import exchange.client.model.DisputeSubject;
import exchange.client.model.DisputeSubjectKind;
import exchange.client.model.DisputeWords;
import exchange.client.model.Document;
import exchange.client.model.DocumentKind;
import exchange.client.model.Money;
import exchange.client.model.NewDispute;
import exchange.client.model.NewNovation;
import exchange.client.model.NewReview;
import exchange.client.model.NewSublet;
import exchange.client.model.NovationTaking;
import exchange.client.model.RateCard;
import exchange.client.model.ReviewSide;
import exchange.client.model.Ruling;
import exchange.client.model.Sublet;
import java.time.LocalDate;
import java.util.UUID;

/** With the published client. */
final class LifeByClient implements Life {
  @Override
  public UUID lease(Partner exporter, UUID listing, int units, LocalDate from, int days)
      throws ApiException {
    return exporter.lease(units, from, days, listing).getId();
  }

  @Override
  public UUID sublet(
      Partner tenant, Partner owner, UUID contract, int units, Dates window, String rate)
      throws ApiException {
    RateCard card = tenant.contracts.getContract(contract).getTerms().getRateCard();
    card.getStorage().setAmount(rate);
    Sublet offered =
        tenant.sublets.offerSublet(
            key(),
            contract,
            new NewSublet()
                .quantity(units)
                .window(window)
                .minimumQuantity(1)
                .minimumDays(1)
                .rateCard(card));
    return owner.sublets.consentToSublet(key(), offered.getListing().getId()).getListing().getId();
  }

  @Override
  public UUID handOver(
      Partner holder,
      Partner owner,
      Partner newcomer,
      UUID contract,
      LocalDate from,
      int units,
      String price)
      throws ApiException {
    UUID offer =
        holder
            .novations
            .offerNovation(
                key(),
                contract,
                new NewNovation()
                    .organizationId(newcomer.id())
                    .from(from)
                    .quantity(units)
                    .price(dollars(price)))
            .getId();
    owner.novations.consentToNovation(key(), offer);
    Contract made =
        newcomer.novations.takeNovation(key(), offer, new NovationTaking().goods("Kettles"));
    return made.getId();
  }

  @Override
  public UUID dispute(Partner exporter, UUID contract, String amount) throws ApiException {
    Document invoice =
        exporter.documents.listDocuments(200, null).getItems().stream()
            .filter(each -> each.getKind() == DocumentKind.INVOICE)
            .filter(each -> each.getContractId().equals(contract))
            .reduce((newer, older) -> older)
            .orElseThrow();
    return exporter
        .disputes
        .openDispute(
            key(),
            contract,
            new NewDispute()
                .subject(
                    new DisputeSubject()
                        .kind(DisputeSubjectKind.INVOICE_LINE)
                        .invoiceId(invoice.getId())
                        .chargeCode(ChargeCode.HANDLING_IN))
                .amount(dollars(amount))
                .statement("Some of the pallets were never unloaded"))
        .getId();
  }

  @Override
  public void answer(Partner owner, UUID dispute) throws ApiException {
    owner.disputes.answerDispute(key(), dispute, new DisputeWords().words("They were"));
  }

  @Override
  public void rule(Partner operator, UUID dispute, String award) throws ApiException {
    operator.disputes.ruleDispute(
        key(), dispute, new Ruling().award(dollars(award)).reason("By the gate’s book"));
  }

  @Override
  public void review(Partner party, ReviewSide side, UUID contract, int marks) throws ApiException {
    party.reviews.giveReview(
        key(),
        contract,
        new NewReview()
            .marks(
                Life.criteria(side).stream()
                    .map(criterion -> new CriterionMark().criterion(criterion).mark(marks))
                    .toList()));
  }

  private static Money dollars(String amount) {
    return new Money().amount(amount).currency("USD");
  }

  @Override
  public void close() {}
}
