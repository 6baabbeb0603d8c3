package exchange.api;

import static exchange.api.Partner.assertRefused;
import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.client.model.CriterionAverage;
import exchange.client.model.CriterionMark;
import exchange.client.model.Dates;
import exchange.client.model.Event;
import exchange.client.model.LeaseReviews;
import exchange.client.model.NewHiding;
import exchange.client.model.NewListing;
import exchange.client.model.NewReview;
import exchange.client.model.NewReviewAnswer;
import exchange.client.model.Rating;
import exchange.client.model.Review;
import exchange.client.model.ReviewCriterion;
import exchange.client.model.ReviewPage;
import exchange.client.model.ReviewPart;
import exchange.client.model.ReviewSide;
import exchange.client.model.ReviewText;
import exchange.client.model.Role;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The parties of a lease review one another, as two partners' programs do it. */
class ReviewWalkIT {
  private static RunningExchange exchange;
  private static Partner operator;

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
  void aLeaseIsReviewedByBothSidesAndPublishedAtOnce() throws Exception {
    Partner owner = operator.admit("Altona Lager KG", "DE", Role.OWNER);
    Partner exporter = operator.admit("Ningbo Lantern Co.", "CN", Role.EXPORTER);
    Partner stranger = operator.admit("Elsewhere Ltd.", "GB", Role.EXPORTER);
    operator.fund(exporter, "10000.00", "USD");
    LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);
    NewListing space =
        owner.space(
            "Altona Shed 4",
            100,
            new Dates().from(start).to(start.plusDays(365)),
            Partner.card("USD", "0.38", "4.20", "4.60"));
    UUID listing = owner.listings.publishListing(key(), space).getId();
    UUID lease = exporter.lease(40, start, 20, listing).getId();
    NewReview ofOwner =
        review(
            "A dry shed",
            mark(ReviewCriterion.AS_DESCRIBED, 5),
            mark(ReviewCriterion.HANDLING, 3),
            mark(ReviewCriterion.COMMUNICATION, 4));
    NewReview ofExporter =
        review(
            "Late twice",
            mark(ReviewCriterion.GOODS_AS_DECLARED, 4),
            mark(ReviewCriterion.PUNCTUALITY, 1),
            mark(ReviewCriterion.COMMUNICATION, 2));
    assertRefused(() -> owner.reviews.giveReview(key(), lease, ofExporter), "REVIEW_NOT_OPEN");
    exchange.runOut(lease);

    String once = key();
    Review first = exporter.reviews.giveReview(once, lease, ofOwner);
    assertThat(exporter.reviews.giveReview(once, lease, ofOwner)).isEqualTo(first);
    LeaseReviews blind = owner.reviews.getLeaseReviews(lease);
    assertThat(blind.getReviews()).isEmpty();
    assertThat(blind.getGiven()).containsExactly(ReviewSide.EXPORTER);
    assertThat(first.getPublicFrom()).isEqualTo(blind.getClosesAt());
    assertThat(operator.reviews.getLeaseReviews(lease).getReviews()).isEmpty();
    assertThat(exporter.reviews.getLeaseReviews(lease).getReviews()).containsExactly(first);
    assertThat(stranger.reviews.listReviews(owner.id(), null, null).getItems()).isEmpty();
    assertRefused(() -> stranger.reviews.getLeaseReviews(lease), "NOT_FOUND");
    assertRefused(
        () -> owner.reviews.answerReview(key(), first.getId(), answer("No")), "NOT_FOUND");
    assertRefused(
        () -> operator.reviews.hideReviewWords(key(), first.getId(), hiding()), "NOT_FOUND");
    assertRefused(() -> owner.reviews.giveReview(key(), lease, ofOwner), "VALIDATION_FAILED");

    Review second = owner.reviews.giveReview(key(), lease, ofExporter);
    assertThat(second.getBy()).isEqualTo(ReviewSide.OWNER);
    assertThat(exporter.reviews.getLeaseReviews(lease).getReviews()).hasSize(2).contains(second);
    assertRefused(() -> exporter.reviews.giveReview(key(), lease, ofOwner), "REVIEW_FINAL");

    exporter.reviews.answerReview(key(), second.getId(), answer("The ship was"));
    assertRefused(
        () -> exporter.reviews.answerReview(key(), second.getId(), answer("And the port")),
        "REVIEW_FINAL");
    operator.reviews.hideReviewWords(key(), second.getId(), hiding());
    ReviewPage shown = stranger.reviews.listReviews(exporter.id(), null, null);
    assertThat(shown.getItems())
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.getMarks()).isEqualTo(second.getMarks());
              assertThat(seen.getText())
                  .isEqualTo(new ReviewText().words("It named a person").hidden(true));
              assertThat(seen.getAnswer().getWords()).isEqualTo("The ship was");
            });
    assertThat(shown.getRatings()).extracting(Rating::getReviews).containsExactly(1);
    assertThat(shown.getRatings().get(0).getAverages())
        .contains(new CriterionAverage().criterion(ReviewCriterion.PUNCTUALITY).average("1.00"));

    for (Partner party : List.of(owner, exporter)) {
      assertThat(party.events.listEvents(200, null).getItems())
          .filteredOn(event -> event.getKind().toString().startsWith("REVIEW"))
          .allSatisfy(event -> assertThat(event.getSubjectId()).isEqualTo(lease))
          .extracting(Event::getKind)
          .map(String::valueOf)
          .containsExactly("REVIEW_HIDDEN", "REVIEW_ANSWERED", "REVIEW_GIVEN", "REVIEW_GIVEN");
    }
    assertThat(stranger.events.listEvents(null, null).getItems())
        .extracting(Event::getSubjectId)
        .doesNotContain(lease);
    // What was hidden is kept for those who must know it, and what was said cannot be changed.
    assertThat(exchange.number("select count(*) from review where words = 'Late twice'")).isOne();
    assertThatThrownBy(() -> exchange.tamper("update review set words = 'Never late'"))
        .hasStackTraceContaining("review is final");
    assertThatThrownBy(() -> exchange.tamper("delete from review"))
        .hasStackTraceContaining("review is final");
    Books.areInOrder(exchange);
  }

  private static CriterionMark mark(ReviewCriterion criterion, int mark) {
    return new CriterionMark().criterion(criterion).mark(mark);
  }

  private static NewReview review(String words, CriterionMark... marks) {
    return new NewReview().words(words).marks(List.of(marks));
  }

  private static NewReviewAnswer answer(String words) {
    return new NewReviewAnswer().words(words);
  }

  private static NewHiding hiding() {
    return new NewHiding().part(ReviewPart.TEXT).reason("It named a person");
  }
}
