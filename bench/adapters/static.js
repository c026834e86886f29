// A page of plain HTML in which every mention is a mark.
addEventListener("DOMContentLoaded", () => {
  const marks = document.getElementsByTagName("mark");
  bench.subject = {
    isVisible: () => marks.length > 0,
    targets: () => bench.elementsOnScreen("mark", ({ dataset }) => dataset.id),
    isHovered: bench.isUnderPointer,
  };
});
