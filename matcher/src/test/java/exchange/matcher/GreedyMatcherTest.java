package exchange.matcher;

import exchange.core.matching.Matcher;

final class GreedyMatcherTest extends MatcherBehavior {
  @Override
  Matcher matcher() {
    return new GreedyMatcher();
  }
}
