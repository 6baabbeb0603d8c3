package exchange.api;

import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.client.ApiException;
import exchange.client.model.Contract;
import exchange.client.model.Dates;
import exchange.client.model.LeaseRequest;
import exchange.client.model.LeaseRequestState;
import exchange.client.model.Listing;
import exchange.client.model.Market;
import exchange.client.model.Money;
import exchange.client.model.NewLeaseRequest;
import exchange.client.model.NewListing;
import exchange.client.model.NewMatchingRound;
import exchange.client.model.Proposal;
import exchange.client.model.ProposalOutcome;
import exchange.client.model.ProposalPart;
import exchange.client.model.RateCard;
import exchange.client.model.Reservation;
import exchange.client.model.Role;
import exchange.client.model.RoundCertificate;
import exchange.client.model.Splitting;
import exchange.client.model.StorageBasis;
import exchange.client.model.StorageClass;
import exchange.client.model.StorageRate;
import exchange.client.model.Unit;
import exchange.matcher.certificate.CertificateChecker;
import exchange.matcher.solve.JsonFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A request that no warehouse has room for, from a round to the contracts of its parts. */
class SplitWalkIT {
  private static final int ROOM = 60;
  private static final int UNITS = 100;

  private static RunningExchange exchange;
  private static Partner operator;

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);
  private final List<Partner> owners = new ArrayList<>();
  private final List<Listing> listings = new ArrayList<>();
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
  void aRoundServesInPartsWhatIsConfirmedAsOne() throws Exception {
    exporter = operator.admit("Ningbo Lantern Co.", "CN", Role.EXPORTER);
    for (String name : List.of("Altona Shed 4", "Veddel Shed 1")) {
      Partner owner = operator.admit(name + " KG", "DE", Role.OWNER);
      owners.add(owner);
      listings.add(publish(owner, name));
    }
    LeaseRequest whole = file(null);
    LeaseRequest split = file(new Splitting().smallestPart(20).mostSites(2));
    assertThat(split.getSplitting().getMostSites()).isEqualTo(2);
    assertThat(quotes(split)).isZero();

    UUID round =
        operator
            .rounds
            .startMatchingRound(key(), new NewMatchingRound().seconds(1).seed(42L))
            .getId();
    Events.read(
        exchange.address() + "/v1/matching-rounds/" + round + "/events", operator.token(), "0");
    assertThat(proposal(exporter, round, whole).getOutcome()).isEqualTo(ProposalOutcome.UNMATCHED);
    Proposal proposal = proposal(exporter, round, split);
    assertThat(proposal.getParts()).hasSize(2);
    assertThat(proposal.getParts().stream().mapToInt(ProposalPart::getQuantity).sum())
        .isEqualTo(UNITS);
    for (int i = 0; i < 2; i++) {
      List<ProposalPart> seen = proposal(owners.get(i), round, split).getParts();
      assertThat(seen)
          .extracting(ProposalPart::getListingId)
          .containsExactly(listings.get(i).getId());
    }
    RoundCertificate certificate = operator.rounds.getCertificate(round);
    JsonFormat.Certified read =
        JsonFormat.parseCertified(JsonMapper.shared().writeValueAsString(certificate));
    assertThat(CertificateChecker.faults(read.problem(), read.plan(), read.certificate()))
        .isEmpty();
    assertThat(read.plan().choices()).anyMatch(parts -> parts.size() == 2);

    List<Reservation> held = new ArrayList<>();
    for (ProposalPart part : proposal.getParts()) {
      held.add(exporter.reservations.getReservation(part.getReservationId()));
    }
    assertThat(held.get(0).getSiblings()).containsExactly(held.get(1).getId());
    assertThat(held.get(1).getSiblings()).containsExactly(held.get(0).getId());

    operator.fund(exporter, "1.00", "EUR");
    assertThatThrownBy(() -> exporter.reservations.confirmReservation(key(), held.get(0).getId()))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.getResponseBody()).contains("\"INSUFFICIENT_FUNDS\""));
    operator.fund(exporter, "25000.00", "EUR");
    String once = key();
    Contract contract = exporter.reservations.confirmReservation(once, held.get(1).getId());
    assertThat(exporter.reservations.confirmReservation(once, held.get(1).getId()))
        .isEqualTo(contract);
    assertThat(contract.getReservationId()).isEqualTo(held.get(1).getId());
    Contract sibling = exporter.contracts.getContract(contract.getSiblings().get(0));
    assertThat(sibling.getSiblings()).containsExactly(contract.getId());
    assertThat(sibling.getTerms()).isEqualTo(held.get(0).getTerms());
    assertThat(exporter.contracts.listContracts(null, null).getItems())
        .containsExactlyInAnyOrder(contract, sibling);
    assertThat(exporter.requests.getLeaseRequest(split.getId()).getState())
        .isEqualTo(LeaseRequestState.LEASED);
    Books.areInOrder(exchange);
  }

  private Listing publish(Partner owner, String name) throws ApiException {
    RateCard card =
        new RateCard()
            .currency("EUR")
            .storage(new StorageRate().amount("0.38").basis(StorageBasis.DAY))
            .handlingIn("4.20")
            .handlingOut("4.60")
            .minimumCharge("150.00")
            .lengthDiscounts(List.of())
            .peakWindows(List.of())
            .taxPercent("19");
    return owner.listings.publishListing(
        key(),
        new NewListing()
            .warehouseId(owner.registerShed(name).getId())
            .storageClass(StorageClass.AMBIENT)
            .unit(Unit.XPX)
            .quantity(ROOM)
            .window(new Dates().from(start).to(start.plusDays(365)))
            .minimumQuantity(10)
            .minimumDays(14)
            .rateCard(card));
  }

  private LeaseRequest file(Splitting splitting) throws ApiException {
    return exporter.requests.fileLeaseRequest(
        key(),
        new NewLeaseRequest()
            .goods("LED lanterns, boxed")
            .storageClass(StorageClass.AMBIENT)
            .unit(Unit.XPX)
            .quantity(UNITS)
            .earliestStart(start.plusDays(10))
            .latestStart(start.plusDays(12))
            .days(60)
            .markets(List.of(new Market().unlocode("DEHAM").weight("1")))
            .budget(new Money().amount("20000.00").currency("USD"))
            .splitting(splitting));
  }

  private int quotes(LeaseRequest request) throws ApiException {
    return exporter.requests.quoteLeaseRequest(key(), request.getId(), null).getQuotes().size();
  }

  private static Proposal proposal(Partner party, UUID round, LeaseRequest request)
      throws ApiException {
    return party.rounds.listProposals(round, null, null).getItems().stream()
        .filter(each -> each.getLeaseRequestId().equals(request.getId()))
        .findFirst()
        .orElseThrow();
  }
}
