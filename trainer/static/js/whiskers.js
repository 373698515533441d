// Intervals over lying bars: a line from end to end with a stroke at each.
export function whiskers(ink) {
  return {
    id: "whiskers",
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      ctx.save();
      ctx.strokeStyle = ink;
      ctx.lineWidth = 2;
      chart.data.datasets.forEach((set, index) => {
        chart.getDatasetMeta(index).data.forEach((bar, place) => {
          const [low, high] = set.spans[place].map((value) => chart.scales.x.getPixelForValue(value));
          if (Number.isNaN(low) || Number.isNaN(high)) return;
          ctx.beginPath();
          ctx.moveTo(low, bar.y);
          ctx.lineTo(high, bar.y);
          [low, high].forEach((end) => { ctx.moveTo(end, bar.y - 5); ctx.lineTo(end, bar.y + 5); });
          ctx.stroke();
        });
      });
      ctx.restore();
    },
  };
}
