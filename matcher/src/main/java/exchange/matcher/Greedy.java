package exchange.matcher;

/** Serves requests one by one: each takes the choice of least price that still fits. */
final class Greedy {
  private Greedy() {}

  /** Those come first who would lose most by taking their second choice. */
  static Assignment assign(Guide guide) {
    Assignment assignment = new Assignment(guide.market);
    for (int request : guide.byRegret()) {
      assignment.choose(request, guide.bestThatFits(assignment, request));
    }
    return assignment;
  }
}
