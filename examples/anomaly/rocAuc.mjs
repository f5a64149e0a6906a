/**
 * The area under the ROC curve: the probability that a random anomaly scores higher than a random
 * normal row, where a tie counts one half. 1 is a perfect ranking, 0.5 is chance.
 *
 * @param {ArrayLike<number>} scores [rows]: higher means less usual
 * @param {ArrayLike<boolean>} anomalous [rows]
 */
export function rocAuc(scores, anomalous) {
  const order = Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => scores[a] - scores[b]);
  // The sum of the ranks of the anomalies, from 1. Rows of one score share the mean of their ranks.
  let rankSum = 0;
  let anomalies = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let found = 0;
    for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
      if (anomalous[order[end]]) found += 1;
    }
    rankSum += (found * (start + 1 + end)) / 2;
    anomalies += found;
    start = end;
  }
  const pairs = anomalies * (order.length - anomalies);
  return (rankSum - (anomalies * (anomalies + 1)) / 2) / pairs;
}
