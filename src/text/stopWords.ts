/** English words that say little of a text: articles, pronouns, prepositions, auxiliary verbs and the like. */
export const ENGLISH_STOP_WORDS: readonly string[] = (
  'a about above across after again against all almost along already also although always am among an and any ' +
  "anyone anything are aren't around as at away back be became because become been before behind being below " +
  "between both but by came can can't cannot come comes could couldn't did didn't do does doesn't doing don't " +
  'done down during each either else enough even ever every everyone everything few for from further get gets ' +
  "getting give given gives go goes going got had hadn't has hasn't have haven't having he he'd he'll he's her " +
  "here here's hers herself him himself his how how's however i i'd i'll i'm i've if in instead into is isn't it " +
  "it'd it'll it's its itself just keep kept know last least less let let's like likely made make makes many may " +
  "maybe me might more most much must mustn't my myself near need never new next no none nor not nothing now of " +
  'off often on once one only onto or other others our ours ourselves out over own per perhaps put quite rather ' +
  "really said same say says see seem seemed seems seen several shall she she'd she'll she's should shouldn't " +
  "since so some someone something sometimes still such take taken than that that's the their theirs them " +
  "themselves then there there's therefore these they they'd they'll they're they've thing things this those " +
  'though through thus till to together too took toward towards two under until up upon us use used uses using ' +
  "very via want wants was wasn't way we we'd we'll we're we've well went were weren't what what's when where " +
  "whether which while who who's whole whom whose why will with within without won't would wouldn't yes yet you " +
  "you'd you'll you're you've your yours yourself yourselves"
).split(' ');
