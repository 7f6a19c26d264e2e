// A table as a file of comma-separated values, saved by the browser itself.

const csvField = text => {
  const field = String(text);
  return /[",\r\n]/.test(field) ? '"' + field.replace(/"/g, '""') + '"' : field;
};

const saveCsv = (name, rows) => {
  const text = '\ufeff' + rows.map(row => row.map(csvField).join(',') + '\r\n').join('');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type: 'text/csv;charset=utf-8'}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
